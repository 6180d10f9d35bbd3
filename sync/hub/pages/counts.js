// SPDX-License-Identifier: Apache-2.0
// Today's figures as the hub counts them, and whether the tables agree with the log. Nothing is added up here.
"use strict";

const $ = (id) => document.getElementById(id);
const FIGURES = [
  ["tickets_issued", "取号", "人", true], ["tickets_waiting", "正在等", "人"], ["tickets_serving", "办理中", "人"],
  ["tickets_done", "办结", "人", true], ["tickets_called", "叫到", "人"], ["tickets_passed", "过号", "人"],
  ["tickets_given_up", "不等了", "人"], ["wait_minutes", "平均等候", "分钟"], ["service_minutes", "平均办理", "分钟"],
  ["check_ins", "活动签到", "次", true], ["check_in_people", "签到人数", "人"], ["check_ins_rejected", "签到未通过", "次"],
  ["bookings", "活动预约", "次", true], ["bookings_waitlisted", "候补", "次"], ["bookings_cancelled", "取消预约", "次"],
  ["help_calls", "叫人帮忙", "次", true], ["help_acknowledged", "已应答", "次"], ["ratings", "评价", "次"],
  ["ratings_satisfied", "满意", "次"], ["sessions", "自助机使用", "次"],
];
const NAMES = { tickets_issued: "取号", tickets_done: "办结", check_ins: "签到", bookings: "预约", help_calls: "叫人帮忙" };
const KINDS = {
  gap: "记录有缺口", conflict: "记录前后不一致", broken_chain: "记录链断了", duplicate_number: "同一个号发了两次",
  code_admitted_twice: "同一个签到码在两台机器上用过", clock_jump: "机器时间跳动", clock_skew: "机器时间不准", new_epoch: "机器换了新的记录库",
};

function element(tag, className, words) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (words !== undefined) made.textContent = words;
  return made;
}

function row(cells, tag = "td") {
  const made = document.createElement("tr");
  made.append(...cells.map((words) => element(tag, "", words)));
  return made;
}

/// Less than half a minute is not nothing.
const figureText = (name, value) => (value === null ? "—" : name.endsWith("_minutes") && value === 0 ? "<1" : String(value));

/// Those of other sites carry the site's id.
const kioskName = (node) => node.replace(/^kiosk-(\d+)\.(.+)$/, "$2 $1 号自助机").replace(/^kiosk-(\d+)$/, "$1 号自助机").replace(/^hub\.(.+)$/, "$1 中枢");
const clock = (text) => new Date(text).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });

function draw(day) {
  $("site").textContent = day.site || "一站";
  const [year, month, date] = day.service_day.split("-").map(Number);
  $("day").textContent = year + "年" + month + "月" + date + "日，凌晨 4 点起算";
  $("figures").replaceChildren(...FIGURES.map(([name, words, unit, lead]) => {
    const figure = element("div", lead ? "card figure lead" : "card figure");
    const value = element("dd");
    const number = element("span", "", figureText(name, day.counts[name]));
    number.dataset.count = name;
    value.append(number, element("small", "", unit));
    figure.append(element("dt", "", words), value);
    return figure;
  }));
  const most = Math.max(1, ...day.hours);
  $("bars").replaceChildren(...day.hours.map((count) => {
    const bar = element("div", count ? "" : "zero");
    bar.style.height = (100 * count) / most + "%";
    if (count) bar.append(element("b", "", String(count)));
    return bar;
  }));
  $("hours").replaceChildren(...day.hours.map((_, index) => element("span", "", index % 2 ? "" : String((index + 4) % 24))));
  $("businesses").replaceChildren(row(["业务", "取号", "办结", "在等", "过号"], "th"),
    ...day.businesses.map((one) => row([one.business + " " + (one.name === one.business ? "" : one.name), one.issued, one.done, one.waiting, one.passed])));
  $("site-card").hidden = day.sites.length === 0;
  $("sites").replaceChildren(row(["中心", "取号", "办结", "签到", "叫人帮忙"], "th"),
    ...day.sites.map((one) => row([one.site, one.issued, one.done, one.check_ins, one.help_calls])));
  drawVerdict(day);
}

function drawVerdict(day) {
  const wrong = day.ledger.filter((line) => line.events !== line.rows);
  const verdict = $("verdict");
  verdict.className = wrong.length ? "verdict bad" : "verdict good";
  const words = wrong.length
    ? "账实不符：" + wrong.map((line) => NAMES[line.name] + "记录 " + line.events + "，表中 " + line.rows).join("；") + "。请通知技术员。"
    : "账实相符：取号、办结、签到、预约、叫人帮忙五项，逐条记录与上面的数一致。";
  verdict.replaceChildren(element("b", "", wrong.length ? "✗" : "✓"), element("span", "", words));
  $("anomaly-card").hidden = day.anomalies.length === 0;
  $("anomalies").replaceChildren(...day.anomalies.map((one) => row([clock(one.noticed_at) + "　" + kioskName(one.node) + "　" + (KINDS[one.kind] || one.kind), one.detail])));
}

async function load() {
  const answer = await fetch("/staff/counts").catch(() => null);
  if (answer && answer.status === 401) return location.reload();
  if (answer && answer.ok) draw(await answer.json());
}
load();
setInterval(load, 5000);
