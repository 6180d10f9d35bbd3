// SPDX-License-Identifier: Apache-2.0
// The counter page: shows the state that the hub pushes, sends the clerk's verbs, rings when somebody asks for help.
// It keeps no state of its own: after a lost connection the next document says everything.
"use strict";

const $ = (id) => document.getElementById(id);
const CLASSES = { military: "军人优先", elder: "长者", disabled: "残疾人", pregnant: "孕妇", infant: "带婴幼儿" };
const STATES = { idle: "空闲", called: "等人来", serving: "办理中" };
const PAGES = { home: "首页", guide: "办事指南", ticket: "取号", activities: "活动", check_in: "签到", checkin: "签到", check_in_code: "签到", care: "大字版" };
const SHOWN = 7;

let me = null;
let state = null;
let busy = false;

// ── talking to the hub ────────────────────────────────────────────────────────────────────────────────────────

async function act(path, body = {}) {
  if (busy) return;
  busy = true;
  try {
    const answer = await fetch("/staff/" + path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Onestop-Csrf": me.csrf },
      body: JSON.stringify(body),
    });
    if (answer.status === 401) location.reload();
    else if (!answer.ok) notice((await answer.json()).title);
    return answer.ok;
  } catch {
    notice("没有发出去：连不上服务器。");
  } finally {
    busy = false;
  }
}

function listen() {
  const stream = new EventSource("/staff/state");
  stream.addEventListener("state", (event) => {
    online(true);
    state = JSON.parse(event.data);
    draw();
  });
  stream.onopen = () => online(true);
  stream.onerror = async () => {
    online(false);
    const answer = await fetch("/staff/me").catch(() => null);
    if (answer && answer.status === 401) location.reload();
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
}

function online(yes) {
  $("link").className = yes ? "link" : "link off";
  $("link").firstElementChild.className = yes ? "dot" : "dot off";
  $("link").lastElementChild.textContent = yes ? "已连接" : "连接断了，正在重连…";
}

let noticeTimer = 0;
function notice(words) {
  $("notice").textContent = words;
  $("notice").hidden = false;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => ($("notice").hidden = true), 5000);
}

// ── drawing ───────────────────────────────────────────────────────────────────────────────────────────────────

function element(tag, className, words) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (words !== undefined) made.textContent = words;
  return made;
}

const clock = (text) => new Date(text).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });
const minutesSince = (text) => Math.max(0, Math.floor((Date.parse(state.as_of) + (performance.now() - drawnAt) - Date.parse(text)) / 60000));
let drawnAt = 0;

const kioskName = (node) => node.replace(/^kiosk-(\d+)$/, "$1 号自助机");

function draw() {
  drawnAt = performance.now();
  $("site").textContent = state.site || "一站";
  const mine = state.counters.find((one) => one.counter === me.counter);
  drawCounters();
  drawCurrent(mine ? mine.current : null);
  drawWaiting(mine);
  drawPassed();
  drawHelp();
}

function drawCounters() {
  const select = $("counter");
  const options = state.counters.map((one) => {
    const taken = one.staff && one.counter !== me.counter ? "（" + one.staff + "）" : "";
    const option = element("option", "", one.counter + " 号窗口" + taken);
    option.value = one.counter;
    return option;
  });
  if (me.counter === null) {
    const none = element("option", "", "请选择窗口");
    none.value = "";
    options.unshift(none);
  }
  if (select.dataset.shown !== JSON.stringify(options.map((one) => one.textContent))) {
    select.replaceChildren(...options);
    select.dataset.shown = JSON.stringify(options.map((one) => one.textContent));
  }
  select.value = me.counter === null ? "" : me.counter;
  $("place").textContent = me.counter === null ? "还没有选窗口" : me.counter + " 号窗口";
  document.title = (me.counter === null ? "" : me.counter + " 号") + "窗口 · " + (state.site || "一站");
}

function tags(ticket) {
  const list = [];
  if (CLASSES[ticket.class]) list.push(element("span", "tag gold", CLASSES[ticket.class]));
  if (ticket.requeued) list.push(element("span", "tag", "过号回来"));
  return list;
}

function drawCurrent(current) {
  const now = current ? current.state : "idle";
  $("now").dataset.state = now;
  $("state").textContent = STATES[now];
  $("current-number").textContent = current ? current.number : "还没有叫号";
  $("what").textContent = current ? current.item || current.business + " 类业务" : "";
  const marks = current ? tags(current) : [];
  if (current && now === "called") marks.push(element("span", "tag amber", "已叫 " + current.times + " 次"));
  if (current) marks.push(element("span", "tag", clock(current.issued_at) + " 取号"));
  $("tags").replaceChildren(...marks);
  $("recall").disabled = now !== "called";
  $("pass").disabled = now !== "called";
  $("serve").disabled = now !== "called";
  $("done").disabled = now !== "serving";
  $("call-next").disabled = me.counter === null || now === "called";
  $("next-hint").textContent =
    me.counter === null ? "请先在上面选窗口" : now === "called" ? "来了点“开始办理”，没来点“过号”" : now === "serving" ? "当前的号同时办结" : "";
}

function drawWaiting(mine) {
  const letters = mine ? mine.businesses : [];
  const forMe = (ticket) => letters.length === 0 || letters.includes(ticket.business) || !state.businesses.some((one) => one.business === ticket.business);
  const list = state.waiting.filter(forMe);
  const others = state.waiting.length - list.length;
  $("waiting-count").textContent = list.length;
  $("served").textContent = "今天已办结 " + state.served + " 人";
  const lines = list.slice(0, SHOWN).map((ticket) => {
    const line = element("li", "line");
    line.append(element("b", "", ticket.number), element("span", "item", ticket.item || ticket.business), ...tags(ticket));
    line.append(element("span", "since", "等了 " + minutesSince(ticket.issued_at) + " 分钟"));
    return line;
  });
  if (list.length === 0) lines.push(element("li", "none", "现在没有人在等。"));
  if (list.length > SHOWN) lines.push(element("li", "more", "后面还有 " + (list.length - SHOWN) + " 人"));
  if (others > 0) lines.push(element("li", "more", "别的窗口的业务还有 " + others + " 人在等"));
  $("waiting").replaceChildren(...lines);
}

function drawPassed() {
  $("passed-card").hidden = state.passed.length === 0;
  $("passed").replaceChildren(...state.passed.map((ticket) => {
    const line = element("li", "line");
    line.append(element("b", "", ticket.number), element("span", "item", ticket.item || ticket.business));
    if (ticket.void) {
      line.append(element("span", "since", "已作废，请重新取号"));
    } else {
      const back = element("button", "small", "回来排队");
      back.addEventListener("click", () => act("requeue", { ticket_id: ticket.ticket_id }));
      line.append(back);
    }
    return line;
  }));
}

// ── help ──────────────────────────────────────────────────────────────────────────────────────────────────────

let sound = null;
let ringing = 0;

/// Two soft tones, made here: no file to load, nothing to go missing.
function ring() {
  try {
    sound = sound || new AudioContext();
    if (sound.state === "suspended") sound.resume();
    [[880, 0], [659.25, 0.28]].forEach(([hertz, after]) => {
      const tone = sound.createOscillator();
      const volume = sound.createGain();
      const start = sound.currentTime + after;
      tone.frequency.value = hertz;
      volume.gain.setValueAtTime(0, start);
      volume.gain.linearRampToValueAtTime(0.25, start + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.001, start + 0.9);
      tone.connect(volume).connect(sound.destination);
      tone.start(start);
      tone.stop(start + 1);
    });
  } catch {
    // A PC without sound still shows the banner.
  }
}

function drawHelp() {
  const calls = state.help;
  const open = calls.length > 0;
  if (open && !ringing) {
    ring();
    ringing = setInterval(ring, 4000);
  } else if (!open && ringing) {
    clearInterval(ringing);
    ringing = 0;
  }
  $("help-banner").hidden = !open;
  if (!open) return;
  const more = calls.length > 1 ? "，还有 " + (calls.length - 1) + " 处也在叫" : "";
  $("help-where").textContent = kioskName(calls[0].node) + "有人需要帮忙";
  const page = PAGES[calls[0].page];
  $("help-when").textContent = clock(calls[0].requested_at) + (page ? "，在“" + page + "”" : "") + more;
}

// ── the clerk's hands ─────────────────────────────────────────────────────────────────────────────────────────

const VERBS = { "call-next": "call-next", recall: "recall", pass: "pass", serve: "serve", done: "done" };
for (const [id, path] of Object.entries(VERBS)) $(id).addEventListener("click", () => act(path));

$("help-acknowledge").addEventListener("click", () => state.help.length && act("help/acknowledge", { help_id: state.help[0].help_id }));

$("counter").addEventListener("change", async () => {
  const wanted = Number($("counter").value);
  if (wanted && (await act("counter", { counter: wanted }))) {
    me.counter = wanted;
    draw();
  }
  $("counter").blur();
});

$("sign-out").addEventListener("click", async () => {
  if (await act("logout")) location.reload();
});

const KEYS = { " ": "call-next", r: "recall", p: "pass", s: "serve", d: "done", h: "help-acknowledge" };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.target.tagName === "SELECT") return;
  const button = $(KEYS[event.key.toLowerCase()]);
  if (!button) return;
  event.preventDefault();
  if (!button.disabled) button.click();
});

function tick() {
  const shift = state ? Date.parse(state.as_of) + (performance.now() - drawnAt) : Date.now();
  $("clock").textContent = clock(new Date(shift).toISOString());
}

async function begin() {
  const answer = await fetch("/staff/me");
  if (!answer.ok) return location.reload();
  me = await answer.json();
  $("person").textContent = me.name;
  $("fleet-link").hidden = me.role === "clerk";
  listen();
  tick();
  setInterval(tick, 1000);
  setInterval(() => state && draw(), 30000);
}
begin();
