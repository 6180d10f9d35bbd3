// SPDX-License-Identifier: Apache-2.0
// Each kiosk on one card, in the order the hub gives: the most urgent first.
"use strict";

const $ = (id) => document.getElementById(id);
const DEVICES = { reader: "读卡器", printer: "打印机", scanner: "扫码器" };
const STATES = {
  ready: "正常", starting: "正在启动", absent: "没有接上", not_answering: "没有反应", paper_out: "缺纸", paper_near_end: "纸快用完",
  cover_open: "盖子开着", cutter_error: "切刀卡住", overheated: "过热", fault: "故障", refused: "不认识的设备", reading: "正在读卡",
  card_left: "卡没有拿走", firmware_mode: "固件模式", keyboard_only: "需要改设置", needs_staff: "需要处理",
};

function element(tag, className, words) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (words !== undefined) made.textContent = words;
  return made;
}

function ago(from, to) {
  const minutes = Math.floor((Date.parse(to) - Date.parse(from)) / 60000);
  if (minutes < 1) return "刚刚";
  if (minutes < 120) return minutes + " 分钟前";
  return minutes < 2880 ? Math.floor(minutes / 60) + " 小时前" : Math.floor(minutes / 1440) + " 天前";
}

const month = (text) => (text ? new Date(text).toLocaleDateString("zh-CN", { timeZone: "Asia/Shanghai" }) : "还没有");

function card(node, now) {
  const made = element("li", "card" + (node.urgency >= 100 ? " silent" : node.urgency ? " look" : ""));
  const head = element("h2");
  head.append(element("i", node.online ? "dot" : "dot off"), node.node.replace(/^kiosk-(\d+)$/, "$1 号自助机"));
  head.append(element("span", "second", node.online ? "在线" : "离线，最后联系：" + ago(node.last_contact_at, now)));
  const devices = element("p", "tags");
  for (const [device, state] of Object.entries(node.devices)) {
    devices.append(element("span", state === "ready" ? "tag" : "tag amber", DEVICES[device] + "：" + (STATES[state] || state)));
  }
  if (node.anomalies) devices.append(element("span", "tag amber", "今天有 " + node.anomalies + " 件需要留意"));
  made.append(head, devices, element("p", "second", "软件 " + (node.version || "未知") + "，服务清单 " + month(node.catalogue_issued_at)));
  return made;
}

async function load() {
  const answer = await fetch("/staff/fleet").catch(() => null);
  if (!answer) return;
  if (answer.status === 401) return location.reload();
  const body = await answer.json();
  $("answer").textContent = answer.ok ? (body.nodes.length ? "" : "还没有自助机联系过。") : body.title;
  if (answer.ok) $("nodes").replaceChildren(...body.nodes.map((node) => card(node, body.as_of)));
}
async function act(verb) {
  const session = await (await fetch("/staff/me")).json();
  const answer = await fetch("/staff/" + verb, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Onestop-Csrf": session.csrf },
    body: JSON.stringify({ kiosk: Number($("kiosk").value) }),
  });
  const body = await answer.json();
  $("given").textContent = "";
  $("enrolled").textContent = answer.ok ? "" : body.title;
  return answer.ok ? body : null;
}

$("code").addEventListener("click", async () => {
  const body = await act("enrolment-code");
  if (!body) return;
  $("given").textContent = body.code;
  $("enrolled").textContent = "在 " + $("kiosk").value + " 号机上运行 onestop-syncd enrol --code，" +
    new Date(body.expires_at).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai" }) + " 以前有效。";
});
$("revoke").addEventListener("click", async () => {
  if (!confirm("停用 " + $("kiosk").value + " 号自助机？要用新的登记码才能恢复。")) return;
  if (await act("revoke")) $("enrolled").textContent = $("kiosk").value + " 号自助机已停用。";
});
load();
setInterval(load, 10000);
