// SPDX-License-Identifier: Apache-2.0
#include "drivers/command/words.h"

namespace onestop::command {
namespace {

constexpr std::string_view kRefused =
    "No right to open it, or another program (onestop-kiosk?) has it: stop that program, or install the udev rule.";
constexpr std::string_view kAbsent = "Not on the bus: check its cable and its power.";

} // namespace

Advice adviceOn(id_card_reader::ReaderState state) {
    using enum id_card_reader::ReaderState;
    switch (state) {
    case Absent:
        return {"absent", false, kAbsent, "未接入：检查线缆和电源"};
    case Starting:
        return {"starting", false, "Found, has not answered yet: wait a few seconds.", "已接入，尚未应答"};
    case Ready:
        return {"ready", true, "Waits for a card.", "正常"};
    case Reading:
        return {"reading", true, "Reads a card.", "正在读卡"};
    case CardLeft:
        return {"card_left", true, "A card that was read lies on it: take it off.", "有证件未取走"};
    case NotAnswering:
        return {"not_answering", false, "On the bus and silent: unplug it, wait ten seconds, plug it in again.",
                "无应答：拔下十秒后重插"};
    case Refused:
        return {"refused", false, kRefused, "无权打开或被占用"};
    case FirmwareMode:
        return {"firmware_mode", false, "In firmware mode after a failed update: run its maker's tool.",
                "处于固件模式：需厂家工具"};
    }
    return {};
}

Advice adviceOn(receipt_printer::PrinterState state) {
    using enum receipt_printer::PrinterState;
    const auto word = receipt_printer::nameOf(state);
    switch (state) {
    case Absent:
        return {word, false, kAbsent, "未接入：检查线缆和电源"};
    case Starting:
        return {word, false, "Found, has not answered yet: wait a few seconds.", "已接入，尚未应答"};
    case Ready:
        return {word, true, "Prints.", "正常"};
    case PaperNearEnd:
        return {word, true, "Prints; the roll is nearly used: have a new one at hand.", "纸将用尽：备好新纸卷"};
    case PaperOut:
        return {word, false, "No paper: put in a new roll, print side outwards, and close the cover.",
                "缺纸：换新纸卷"};
    case CoverOpen:
        return {word, false, "The cover is open: close it until it clicks.", "机盖未关"};
    case CutterError:
        return {word, false, "The cutter is stuck: switch off, open the cover, free the paper.", "切刀卡住：断电清理"};
    case Overheated:
        return {word, false, "The head is hot: it goes on by itself.", "打印头过热：稍候"};
    case Fault:
        return {word, false, "It reports an error: switch it off and on; if it stays, call its service.",
                "打印机报错：重启，仍有则报修"};
    case NotAnswering:
        return {word, false, "On the bus and silent: switch it off and on.", "无应答：重启打印机"};
    case Refused:
        return {word, false, kRefused, "无权打开或被占用"};
    }
    return {};
}

Advice adviceOn(qr_scanner::ScannerState state) {
    using enum qr_scanner::ScannerState;
    switch (state) {
    case Absent:
        return {"absent", false, kAbsent, "未接入：检查线缆和电源"};
    case Ready:
        return {"ready", true, "Reads codes.", "正常"};
    case NotAnswering:
        return {"not_answering", false, "On the bus and does not answer as a scanner: plug it in again.",
                "无应答：重插"};
    case KeyboardOnly:
        return {"keyboard_only", true, "Reads as a keyboard only: set it to USB HID POS with its maker's code.",
                "键盘模式：请设为 HID POS"};
    case Refused:
        return {"refused", false, kRefused, "无权打开或被占用"};
    }
    return {};
}

std::string_view nameOf(id_card_reader::ReadFailure failure) {
    using enum id_card_reader::ReadFailure;
    switch (failure) {
    case MovedAway:
        return "moved_away";
    case WrongCard:
        return "wrong_card";
    case NotAuthentic:
        return "not_authentic";
    case Unreadable:
        return "unreadable";
    }
    return "unknown";
}

std::string_view nameOf(id_card_reader::CardKind kind) {
    using enum id_card_reader::CardKind;
    switch (kind) {
    case Resident:
        return "resident";
    case HkMacaoTaiwan:
        return "hk_macao_taiwan";
    case PermanentResident2017:
        return "permanent_resident_2017";
    case PermanentResident2023:
        return "permanent_resident_2023";
    }
    return "unknown";
}

} // namespace onestop::command
