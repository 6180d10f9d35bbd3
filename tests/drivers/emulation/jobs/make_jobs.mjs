// SPDX-License-Identifier: Apache-2.0
// Jobs from two generators that share nothing with ours; `npm ci && node make_jobs.mjs` writes them again.
import { writeFileSync } from "node:fs";
import receiptline from "receiptline";
import ReceiptPrinterEncoder from "@point-of-sale/receipt-printer-encoder";

const markdown = `^^^葵涌社区党群服务中心
取号凭条

^^^^^^A001

服务项目|老年人优待证
办理窗口|1-3 号窗口
-
{code:https://example.invalid/t/abc;option:qrcode,6,m}
_请留意叫号_ "过号请告知工作人员"`;
const line = receiptline.transform(markdown, { cpl: 48, encoding: "gb18030", command: "escpos", cutting: true });
writeFileSync("receiptline.bin", Buffer.from(line, "latin1"));

const encoder = new ReceiptPrinterEncoder({ language: "esc-pos", columns: 48, feedBeforeCut: 4 });
const job = encoder
  .initialize()
  .codepage("cp437")
  .align("center")
  .size(2, 2).line("ONESTOP A001").size(1, 1)
  .bold(true).line("Counter 1-3").bold(false)
  .underline(true).line("Please wait").underline(false)
  .rule()
  .align("left")
  .table([{ width: 24, align: "left" }, { width: 23, align: "right" }], [["Elder card", "free"], ["Ahead", "4"]])
  .qrcode("https://example.invalid/t/abc", { model: 2, size: 6, errorlevel: "m" })
  .cut("partial")
  .encode();
writeFileSync("receipt_printer_encoder.bin", job);
