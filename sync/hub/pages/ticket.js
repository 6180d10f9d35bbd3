// SPDX-License-Identifier: Apache-2.0
// One ticket on the resident's phone, asked anew every few seconds. Nothing is stored on the phone.
"use strict";

const $ = (id) => document.getElementById(id);
const WORDS = {
  "zh-Hans": {
    yours: "您的号码", ahead: "前面还有", wait: "大约要等", people: (n) => n + " 人", minutes: (a, b) => (a === b ? a : a + "–" + b) + " 分钟", now: "马上轮到",
    unknown: "现在说不准", called: "叫到您了，请到", serving: "正在办理", counter: (n) => n + " 号窗口", at: (t) => t + " 更新",
    waiting: (c) => (c ? "叫到号请到 " + c + " 号窗口。" : "请留意大厅叫号。"), passed: "刚才叫号时您不在。请到任一窗口说“过号了”，可以接着排。",
    done: "这个号已经办完了。谢谢您来。", given_up: "这个号已经不等了。要办事请重新取号。", gone: "这张号票今天没有，或已经过期。号票当天有效。",
    foot: "本页自动更新，不用刷新。", lost: "网络不通，下面是刚才的情况。", join: "、",
  },
  "zh-Hant": {
    yours: "您的號碼", ahead: "前面還有", wait: "大約要等", people: (n) => n + " 人", minutes: (a, b) => (a === b ? a : a + "–" + b) + " 分鐘", now: "馬上輪到",
    unknown: "現在說不準", called: "叫到您了，請到", serving: "正在辦理", counter: (n) => n + " 號窗口", at: (t) => t + " 更新",
    waiting: (c) => (c ? "叫到號請到 " + c + " 號窗口。" : "請留意大廳叫號。"), passed: "剛才叫號時您不在。請到任一窗口說「過號了」，可以接著排。",
    done: "這個號已經辦完了。謝謝您來。", given_up: "這個號已經不等了。要辦事請重新取號。", gone: "這張號票今天沒有，或已經過期。號票當天有效。",
    foot: "本頁自動更新，不用重新整理。", lost: "網絡不通，下面是剛才的情況。", join: "、",
  },
  en: {
    yours: "Your number", ahead: "Ahead of you", wait: "About", people: (n) => n + (n === 1 ? " person" : " people"),
    minutes: (a, b) => (a === b ? a : a + "–" + b) + " min", now: "You are next", unknown: "Cannot say yet", called: "It is your turn, please go to",
    serving: "Being served", counter: (n) => "Counter " + n, at: (t) => "Updated " + t,
    waiting: (c) => (c ? "When called, please go to counter " + c + "." : "Please watch the call display."),
    passed: "You were called but not here. Tell any counter that you missed your turn; you can rejoin the queue.",
    done: "This ticket is finished. Thank you for coming.", given_up: "This ticket was given back. Take a new number if you need one.",
    gone: "There is no such ticket today. A ticket is valid for one day.", foot: "This page updates by itself.", lost: "No network; this is how it stood.", join: ", ",
  },
};
const wanted = navigator.language || "zh-Hans";
const language = /^zh-(hant|tw|hk|mo)/i.test(wanted) ? "zh-Hant" : /^zh/i.test(wanted) ? "zh-Hans" : "en";
const words = WORDS[language];
document.documentElement.lang = language;

function draw(ticket) {
  $("site").textContent = ticket.site || "一站";
  const time = new Date(ticket.as_of).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "Asia/Shanghai" });
  $("as-of").textContent = words.at(time);
  $("yours").textContent = words.yours;
  $("number").textContent = ticket.number;
  $("item").textContent = ticket.item;
  document.title = ticket.number;

  const called = ticket.state === "called" || ticket.state === "serving";
  $("call").hidden = !called;
  $("call-words").textContent = ticket.state === "called" ? words.called : words.serving;
  $("call-counter").textContent = called ? words.counter(ticket.counter) : "";

  const waiting = ticket.state === "waiting";
  $("waiting").hidden = !waiting;
  $("ahead-words").textContent = words.ahead;
  $("wait-words").textContent = words.wait;
  $("ahead").textContent = ticket.ahead === 0 ? words.now : words.people(ticket.ahead);
  $("wait").textContent = ticket.wait_minutes_max === undefined ? words.unknown : words.minutes(ticket.wait_minutes_min, ticket.wait_minutes_max);

  const counters = ticket.counters.length ? ticket.counters.join(words.join) : "";
  $("answer").hidden = called;
  $("answer").textContent = waiting ? words.waiting(counters) : words[ticket.state];
  $("foot").textContent = words.foot;
}

async function load() {
  const answer = await fetch(location.pathname + ".json").catch(() => null);
  if (!answer) {
    $("foot").textContent = words.lost;
  } else if (answer.ok) {
    draw(await answer.json());
  } else {
    $("answer").textContent = words.gone;
    $("waiting").hidden = $("call").hidden = true;
  }
}
load();
setInterval(load, 5000);
