/** The emoji that apps use most, by their shortcode. */

const CODES = `
+1 👍 -1 👎 thumbsup 👍 thumbsdown 👎 white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️
x ❌ negative_squared_cross_mark ❎ warning ⚠️ no_entry ⛔ no_entry_sign 🚫 exclamation ❗ question ❓
bangbang ‼️ information_source ℹ️ bulb 💡 bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 eyes 👀 wave 👋
clap 👏 pray 🙏 muscle 💪 ok_hand 👌 point_right 👉 point_left 👈 point_up ☝️ point_down 👇 raised_hands 🙌
smile 😄 grinning 😀 slightly_smiling_face 🙂 wink 😉 thinking_face 🤔 cry 😢 sob 😭 joy 😂 heart_eyes 😍
sunglasses 😎 confused 😕 neutral_face 😐 worried 😟 rage 😡 sleeping 😴 robot_face 🤖 ghost 👻 tada 🎉
rocket 🚀 fire 🔥 sparkles ✨ star ⭐ star2 🌟 100 💯 trophy 🏆 medal 🏅 first_place_medal 🥇 gift 🎁
moneybag 💰 dollar 💵 euro 💶 pound 💷 yen 💴 credit_card 💳 chart_with_upwards_trend 📈 receipt 🧾
chart_with_downwards_trend 📉 bar_chart 📊 clipboard 📋 memo 📝 pencil ✏️ pencil2 ✏️ page_facing_up 📄
bookmark_tabs 📑 books 📚 calendar 📆 date 📅 spiral_calendar_pad 🗓️ alarm_clock ⏰ hourglass ⌛
hourglass_flowing_sand ⏳ stopwatch ⏱️ clock3 🕒 clock9 🕘 email 📧 envelope ✉️ incoming_envelope 📨
inbox_tray 📥 outbox_tray 📤 package 📦 truck 🚚 shopping_cart 🛒 shopping_trolley 🛒 handshake 🤝
telephone_receiver 📞 phone ☎️ iphone 📱 speech_balloon 💬 left_speech_bubble 🗨️ thought_balloon 💭
busts_in_silhouette 👥 bust_in_silhouette 👤 office 🏢 house 🏠 factory 🏭 globe_with_meridians 🌐
earth_africa 🌍 link 🔗 paperclip 📎 pushpin 📌 round_pushpin 📍 mag 🔍 mag_right 🔎 lock 🔒 unlock 🔓
key 🔑 gear ⚙️ wrench 🔧 hammer_and_wrench 🛠️ recycle ♻️ repeat 🔁 arrows_counterclockwise 🔄
arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrow_upper_right ↗️ arrow_lower_right ↘️
heavy_plus_sign ➕ heavy_minus_sign ➖ large_green_circle 🟢 green_circle 🟢 red_circle 🔴
large_yellow_circle 🟡 large_orange_circle 🟠 large_blue_circle 🔵 white_circle ⚪ black_circle ⚫
green_heart 💚 heart ❤️ broken_heart 💔 small_blue_diamond 🔹 small_orange_diamond 🔸 zap ⚡ snowflake ❄️
sunny ☀️ seedling 🌱 coffee ☕ beer 🍺 cake 🍰 rotating_light 🚨 construction 🚧 checkered_flag 🏁
triangular_flag_on_post 🚩 wastebasket 🗑️ put_litter_in_its_place 🚮 black_square_for_stop ⏹️ double_vertical_bar ⏸️ arrow_forward ▶️ new 🆕 soon 🔜
`;

const words = CODES.trim().split(/\s+/);
const SIGNS = new Map();
for (let index = 0; index + 1 < words.length; index += 2) SIGNS.set(words[index], words[index + 1]);

/** What to offer when somebody reacts to a message. */
export const REACTIONS = ["white_check_mark", "+1", "eyes", "tada"];

/** The sign for a shortcode, or the shortcode itself where it is not known. */
export function sign(name) {
  return SIGNS.get(name.split("::")[0]) ?? `:${name}:`;
}

/** Whether a shortcode has a sign here. */
export function known(name) {
  return SIGNS.has(name.split("::")[0]);
}
