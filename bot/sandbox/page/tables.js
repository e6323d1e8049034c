/** The table block, and the data table with its sorting, searching and paging. */

import { button, fill, make } from "./dom.js";
import { richText } from "./rich_text.js";

/** A plain table; its first row is the header. */
export function table(block) {
  const settings = block.column_settings || [];
  const [head, ...rows] = block.rows;
  return make(
    "div",
    { class: "table-wrap", tabindex: "0", role: "region", "aria-label": "Table" },
    make(
      "table",
      {},
      make(
        "thead",
        {},
        make("tr", {}, ...head.map((each, index) => cell("th", each, settings[index]))),
      ),
      make("tbody", {}, ...rows.map((row) => bodyRow(row, settings))),
    ),
  );
}

function bodyRow(row, settings) {
  return make("tr", {}, ...row.map((each, index) => cell("td", each, settings[index])));
}

function cell(tag, content, setting) {
  const side = setting?.align || (content.type === "raw_number" ? "right" : "left");
  return make(tag, { class: side, scope: tag === "th" ? "col" : null }, shown(content));
}

function shown(content) {
  return content.type === "rich_text" ? richText(content) : content.text;
}

/** A table to sort, search and page through. */
export function dataTable(block) {
  const view = { column: null, down: false, page: 0, query: "" };
  const size = block.page_size || 5;
  const box = make("div", { class: "data-table" });
  const body = make("div");
  const search = make("input", {
    type: "search", "aria-label": `Search ${block.caption}`, placeholder: "Search", on: {
      input: () => { view.query = search.value.toLowerCase(); view.page = 0; show(); },
    },
  });
  const sort = (column) => {
    view.down = view.column === column ? !view.down : false;
    view.column = column;
    show();
  };
  const show = () => {
    const rows = arranged(block.rows.slice(1), view);
    const pages = Math.max(1, Math.ceil(rows.length / size));
    view.page = Math.min(view.page, pages - 1);
    const turn = (step) => () => { view.page += step; show(); };
    fill(
      body,
      make(
        "div",
        { class: "table-wrap", tabindex: "0", role: "region", "aria-label": block.caption },
        make(
          "table",
          {},
          header(block, view, sort),
          make(
            "tbody",
            {},
            ...rows.slice(view.page * size, (view.page + 1) * size).map((row) => bodyRow(row, [])),
          ),
        ),
      ),
      pages > 1 && make(
        "div",
        { class: "pages" },
        button("Previous", turn(-1), { disabled: view.page === 0 }),
        make("span", {}, `Page ${view.page + 1} of ${pages}`),
        button("Next", turn(1), { disabled: view.page === pages - 1 }),
      ),
    );
  };
  fill(
    box,
    make(
      "div",
      { class: "data-head" },
      make("strong", {}, block.caption),
      block.rows.length > size + 1 && search,
    ),
    body,
  );
  show();
  return box;
}

function header(block, view, sort) {
  const heads = block.rows[0].map((each, column) => {
    const order = view.column === column ? (view.down ? "descending" : "ascending") : "none";
    const sign = { ascending: " ▲", descending: " ▼", none: "" }[order];
    return make(
      "th",
      { scope: "col", "aria-sort": order },
      button(`${each.text}${sign}`, () => sort(column), { class: "sort" }),
    );
  });
  return make("thead", {}, make("tr", {}, ...heads));
}

function arranged(rows, view) {
  const found = rows.filter(
    (row) => row.some((each) => wordsIn(each).toLowerCase().includes(view.query)),
  );
  if (view.column === null) return found;
  const sign = view.down ? -1 : 1;
  return found.sort((one, other) => sign * compare(one[view.column], other[view.column]));
}

function wordsIn(content) {
  return content?.text ?? JSON.stringify(content?.elements ?? "");
}

function compare(one, other) {
  if (one?.type === "raw_number" && other?.type === "raw_number") return one.value - other.value;
  return wordsIn(one).localeCompare(wordsIn(other), "en", { numeric: true });
}
