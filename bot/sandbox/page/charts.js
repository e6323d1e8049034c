/** The data visualization block as a drawing, with its figures in words for those who do not see it. */

import { draw, make } from "./dom.js";

const WIDTH = 480;
const HEIGHT = 260;
const EDGE = { left: 56, right: 12, top: 12, bottom: 48 };
const INNER = { width: WIDTH - EDGE.left - EDGE.right, height: HEIGHT - EDGE.top - EDGE.bottom };
const STEPS = 4;

/** The chart with its title and legend. */
export function chart(block) {
  const { chart: told, title } = block;
  const picture = draw(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `${title}: ${inWords(told)}` },
  );
  const names = told.type === "pie" ? pie(picture, told) : axes(picture, told);
  return make(
    "figure",
    { class: "chart" },
    make("figcaption", {}, title),
    picture,
    make(
      "ul",
      { class: "legend" },
      ...names.map((name, index) => make("li", { class: `series-${index % 6}` }, name)),
    ),
  );
}

function inWords(told) {
  if (told.type === "pie") return told.segments.map(
    (each) => `${each.label} ${each.value}`,
  ).join(", ");
  return told.series.map(
    (each) => `${each.name}: ${each.data.map((point) => `${point.label} ${point.value}`).join(", ")}`,
  ).join("; ");
}

function pie(picture, { segments }) {
  const total = segments.reduce((sum, each) => sum + each.value, 0);
  const radius = HEIGHT / 2 - 12;
  const centre = [WIDTH / 2, HEIGHT / 2];
  let from = -Math.PI / 2;
  segments.forEach((each, index) => {
    const to = from + (each.value / total) * 2 * Math.PI;
    picture.append(slice(centre, radius, from, to, index, each));
    from = to;
  });
  return segments.map((each) => `${each.label} ${Math.round((each.value / total) * 100)}%`);
}

function slice([x, y], radius, from, to, index, each) {
  const title = draw("title", {}, `${each.label}: ${each.value}`);
  if (to - from > 2 * Math.PI - 0.0001) return draw(
    "circle",
    { cx: x, cy: y, r: radius, class: `series-${index % 6}` },
    title,
  );
  const point = (angle) => {
    const [across, down] = [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    return `${across.toFixed(2)} ${down.toFixed(2)}`;
  };
  const large = to - from > Math.PI ? 1 : 0;
  const path = `M${x} ${y} L${point(from)} A${radius} ${radius} 0 ${large} 1 ${point(to)} Z`;
  return draw("path", { d: path, class: `series-${index % 6}` }, title);
}

function axes(picture, told) {
  const { categories, x_label: across, y_label: up } = told.axis_config;
  const table = told.series.map((each) => {
    const points = new Map(each.data.map((point) => [point.label, point.value]));
    return categories.map((category) => points.get(category));
  });
  const values = table.flat();
  const scale = scaleOf(Math.min(0, ...values), Math.max(0, ...values));
  grid(picture, scale);
  const x = (index) => EDGE.left + ((index + 0.5) / categories.length) * INNER.width;
  categories.forEach((name, index) => label(picture, name, x(index), index, categories.length));
  if (across) picture.append(
    draw("text", { x: EDGE.left + INNER.width / 2, y: HEIGHT - 6, class: "axis-label" }, across),
  );
  if (up) picture.append(
    draw(
      "text",
      { x: -(EDGE.top + INNER.height / 2), y: 11, transform: "rotate(-90)", class: "axis-label" },
      up,
    ),
  );
  if (told.type === "bar") bars(picture, { table, scale, categories, told });
  else table.forEach(
    (row, index) => line(picture, { row, index, scale, x, filled: told.type === "area" }),
  );
  return told.series.map((each) => each.name);
}

function scaleOf(least, most) {
  const span = most - least || 1;
  const size = 10 ** Math.floor(Math.log10(span / STEPS));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * size).find((each) => each * STEPS >= span);
  const low = Math.floor(least / step) * step;
  const high = Math.max(Math.ceil(most / step) * step, low + step);
  return {
    low,
    high,
    step,
    y: (value) => EDGE.top + INNER.height * (1 - (value - low) / (high - low)),
  };
}

function grid(picture, { low, high, step, y }) {
  for (let value = low; value <= high + step / 2; value += step) {
    picture.append(
      draw(
        "line",
        { x1: EDGE.left, x2: WIDTH - EDGE.right, y1: y(value), y2: y(value), class: "grid" },
      ),
      draw(
        "text",
        { x: EDGE.left - 6, y: y(value) + 4, class: "tick" },
        new Intl.NumberFormat("en", { notation: "compact" }).format(value),
      ),
    );
  }
}

function label(picture, name, x, index, count) {
  const every = Math.ceil(count / 8);
  if (index % every) return;
  const words = count > 4 && name.length > 9 ? `${name.slice(0, 8)}…` : name;
  picture.append(draw("text", { x, y: HEIGHT - EDGE.bottom + 16, class: "category" }, words));
}

function bars(picture, { table, scale, categories, told }) {
  const room = (INNER.width / categories.length) * 0.76;
  const width = room / table.length;
  table.forEach((row, series) =>
    row.forEach((value, index) => {
      const left = EDGE.left + ((index + 0.12) / categories.length) * INNER.width + series * width;
      const [top, bottom] = [scale.y(Math.max(0, value)), scale.y(Math.min(0, value))];
      const bar = draw(
        "rect",
        {
          x: left,
          y: top,
          width: Math.max(1, width - 1),
          height: Math.max(0.5, bottom - top),
          class: `series-${series % 6}`,
        },
      );
      bar.append(draw("title", {}, `${told.series[series].name}, ${categories[index]}: ${value}`));
      picture.append(bar);
    }),
  );
}

function line(picture, { row, index, scale, x, filled }) {
  const points = row.map((value, at) => `${x(at).toFixed(2)},${scale.y(value).toFixed(2)}`);
  if (filled) {
    const floor = scale.y(Math.max(0, scale.low)).toFixed(2);
    picture.append(
      draw(
        "polygon",
        {
          points: `${x(0)},${floor} ${points.join(" ")} ${x(row.length - 1)},${floor}`,
          class: `area series-${index % 6}`,
        },
      ),
    );
  }
  picture.append(draw("polyline", { points: points.join(" "), class: `line series-${index % 6}` }));
}
