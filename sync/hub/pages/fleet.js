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

const span = (minutes) => (minutes < 120 ? minutes + " 分钟" : minutes < 2880 ? Math.floor(minutes / 60) + " 小时" : Math.floor(minutes / 1440) + " 天");

function ago(from, to) {
  const minutes = Math.floor((Date.parse(to) - Date.parse(from)) / 60000);
  return minutes < 1 ? "刚刚" : span(minutes) + "前";
}

const REFUSALS = { signature: "签名不对", compatible: "型号不对", version: "版本比现有的旧", install: "装不上", not_started: "新版本没有启动起来" };
const PARTS = { kiosk: "屏幕程序", hall: "大厅显示", syncd: "同步程序", hub: "中枢程序" };

/// What runs, what should, and how the last update went; two sentences at most.
function softwareOf(node, now) {
  const own = node.software;
  if (!own) return "软件 " + (node.version || "未知");
  const runs = "软件 " + (own.running || node.version || "未知");
  const at = own.updated_at ? "（" + ago(own.updated_at, now) + "）" : "";
  if (own.failed) {
    const why = own.reason === "not_good" ? "新版本的" + (PARTS[own.part] || "程序") + "没有正常运行" : REFUSALS[own.reason] || own.reason;
    return runs + "。更新到 " + own.updated_to + " 没有成功" + at + "：" + why + "，现有版本照常运行";
  }
  if (own.wanted && own.progress === "fetched" && own.updated_to === own.wanted) return runs + "。" + own.wanted + " 已经取到，夜里没人时安装";
  if (own.wanted) return runs + "。要更新到 " + own.wanted + "，正在取";
  return runs + (own.progress === "installed" && own.updated_to === own.running ? "，已更新" + at : "");
}

/// Those of other sites carry the site's id.
function nodeName(node) {
  const [, kind, number, site] = /^(kiosk|hub)(?:-(\d+))?(?:\.(.+))?$/.exec(node) || [];
  if (!kind) return node;
  return (site ? site + " " : "") + (kind === "hub" ? "中枢" : number + " 号自助机");
}

const month = (text) => (text ? new Date(text).toLocaleDateString("zh-CN", { timeZone: "Asia/Shanghai" }) : "还没有");

function card(node, now) {
  const made = element("li", "card" + (node.urgency >= 100 ? " silent" : node.urgency ? " look" : ""));
  const head = element("h2");
  head.append(element("i", node.online ? "dot" : "dot off"), nodeName(node.node));
  head.append(element("span", "second", node.online ? "在线" : "离线，最后联系：" + ago(node.last_contact_at, now)));
  const devices = element("p", "tags");
  for (const [device, state] of Object.entries(node.devices)) {
    devices.append(element("span", state === "ready" ? "tag" : "tag amber", DEVICES[device] + "：" + (STATES[state] || state)));
  }
  if (node.software && node.software.failed) devices.append(element("span", "tag amber", "更新没有成功"));
  const ahead = Math.round(node.clock_ahead_s / 60);
  if (Math.abs(node.clock_ahead_s) > 120) devices.append(element("span", "tag amber", "时钟" + (ahead > 0 ? "快 " : "慢 ") + span(Math.abs(ahead))));
  if (node.waiting) devices.append(element("span", "tag amber", "还有 " + node.waiting + " 条没有报上来，最早是 " + ago(node.waiting_since, now) + "的"));
  if (node.anomalies) devices.append(element("span", "tag amber", "今天有 " + node.anomalies + " 件需要留意"));
  made.append(head, devices, element("p", "second", softwareOf(node, now) + "；服务清单 " + month(node.catalogue_issued_at)));
  return made;
}

/// How it stands with the district's hub; nothing where there is none.
function drawUpstream(upstream, now) {
  $("upstream").hidden = !upstream;
  if (!upstream) return;
  const waiting = upstream.waiting ? upstream.waiting + " 条记录等着上报，最早的是 " + ago(upstream.oldest_at, now) + "的。" : "记录都已上报。";
  const head = element("h2");
  head.append(element("i", upstream.online ? "dot" : "dot off"), "区中枢");
  head.append(element("span", "second", upstream.online ? "已连接" : "断开：" + ago(upstream.since, now)));
  const [certificate, soon] = certificateOf(upstream.certificate_end, now);
  $("upstream").className = upstream.online && !soon ? "card" : "card look";
  $("upstream").replaceChildren(head, element("p", "", waiting), element("p", soon ? "" : "second", certificate), element("p", "second", upstream.reason));
}

/// It is renewed by itself from half of its year on: with less than 30 days left, that did not work.
function certificateOf(end, now) {
  if (!end) return ["没有可用的证书：请向区中枢要一个注册码，用 onestop-hub enrol 注册。", true];
  const days = Math.floor((Date.parse(end) - Date.parse(now)) / 86400000);
  if (days < 0) return ["上报用的证书已过期 " + -days + " 天；过期满 30 天后要用注册码重新注册。", true];
  if (days < 30) return ["上报用的证书 " + days + " 天后到期，自动换新还没有成功。", true];
  return ["上报用的证书有效到 " + end.slice(0, 10) + "，会自动换新。", false];
}

/// How it stands with the catalogue of the district, which this hub passes on; nothing where it has its own.
function drawMirror(mirror, now) {
  $("mirror").hidden = !mirror;
  if (!mirror) return;
  const head = element("h2");
  head.append(element("i", mirror.fault ? "dot off" : "dot"), "区服务清单");
  head.append(element("span", "second", mirror.verified_at ? "最后核对：" + ago(mirror.verified_at, now) : "还没有核对过"));
  $("mirror").className = mirror.fault ? "card look" : "card";
  $("mirror").replaceChildren(head, element("p", "", mirror.fault ? "没有全部取来，自助机仍用已核对过的。" : "与区里一致。"), element("p", "second", mirror.fault));
}

async function load() {
  const answer = await fetch("/staff/fleet").catch(() => null);
  if (!answer) return;
  if (answer.status === 401) return location.reload();
  const body = await answer.json();
  $("answer").textContent = answer.ok ? (body.nodes.length ? "" : "还没有自助机联系过。") : body.title;
  if (answer.ok) drawUpstream(body.upstream, body.as_of);
  if (answer.ok) drawMirror(body.mirror, body.as_of);
  if (answer.ok) $("nodes").replaceChildren(...body.nodes.map((node) => card(node, body.as_of)));
}
async function act(verb, kiosk = "kiosk", told = "enrolled") {
  const session = await (await fetch("/staff/me")).json();
  const answer = await fetch("/staff/" + verb, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Onestop-Csrf": session.csrf },
    body: JSON.stringify({ kiosk: Number($(kiosk).value) }),
  });
  const body = await answer.json();
  $(told).textContent = answer.ok ? "" : body.title;
  return answer.ok ? body : null;
}

$("code").addEventListener("click", async () => {
  $("given").textContent = "";
  const body = await act("enrolment-code");
  if (!body) return;
  $("given").textContent = body.code;
  $("enrolled").textContent = "在 " + $("kiosk").value + " 号机上运行 onestop-syncd enrol --code，" +
    new Date(body.expires_at).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai" }) + " 以前有效。";
});
$("revoke").addEventListener("click", async () => {
  $("given").textContent = "";
  if (!confirm("停用 " + $("kiosk").value + " 号自助机？要用新的登记码才能恢复。")) return;
  if (await act("revoke")) $("enrolled").textContent = $("kiosk").value + " 号自助机已停用。";
});
let gone;
$("open").addEventListener("click", async () => {
  $("picture").hidden = true;
  const body = await act("kiosk-code", "opened", "until");
  if (!body) return;
  $("picture").src = "data:image/svg+xml," + encodeURIComponent(body.picture);
  $("picture").hidden = false;
  $("until").textContent = $("opened").value + " 号机，" +
    new Date(body.expires_at).toLocaleTimeString("zh-CN", { timeZone: "Asia/Shanghai" }) + " 以前有效。";
  clearTimeout(gone);
  gone = setTimeout(() => { $("picture").hidden = true; $("until").textContent = "码过时间了，请重新出一个。"; }, 300000);
});
load();
setInterval(load, 10000);
