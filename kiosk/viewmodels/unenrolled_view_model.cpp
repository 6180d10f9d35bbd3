// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/unenrolled_view_model.h"

#include <QStringList>

#include <utility>
#include <vector>

namespace onestop::viewmodels {

namespace {
constexpr qsizetype kLineShown = 120; ///< characters; "site.toml:7: kiosk: expected 1 to 6" has 35
} // namespace

UnenrolledViewModel::UnenrolledViewModel(const QString& version, QObject* parent)
    : QObject(parent), version_(QStringLiteral("Onestop ") + version) {
    if (!english_.load(QStringLiteral("onestop_en"), QStringLiteral(":/i18n")))
        qWarning("no English on the page: its texts are not in this program");
    title_ = say(QT_TR_NOOP("本机尚未登记"));
    code_caption_ = say(QT_TR_NOOP("本机代码"));
    residents_ = say(QT_TR_NOOP("要办事，请到服务窗口。"));
    std::vector<RowsModel::Row> steps;
    for (const auto& [source, icon] : {std::pair{QT_TR_NOOP("插入登记 U 盘"), "usb"},
                                       {QT_TR_NOOP("等首页出现"), "home"},
                                       {QT_TR_NOOP("拔出 U 盘"), "eject"}}) {
        const Said step = say(source);
        steps.push_back({QString::number(steps.size() + 1), step.words, step.english, QString::fromLatin1(icon)});
    }
    steps_.setRows(std::move(steps));
}

UnenrolledViewModel::Said UnenrolledViewModel::say(const char* source) const {
    return {tr(source), english_.translate(staticMetaObject.className(), source)};
}

UnenrolledViewModel::Said UnenrolledViewModel::sentenceOf(const QString& reason) const {
    if (reason == QLatin1String("missing"))
        return say(QT_TR_NOOP("U 盘里没有登记文件 onestop-enrolment.p7m，它要放在最外层。"));
    if (reason == QLatin1String("stranger"))
        return say(QT_TR_NOOP("这个 U 盘的登记文件不是区里签发的，或者已经损坏，没有使用。"));
    if (reason == QLatin1String("settings")) return say(QT_TR_NOOP("登记文件里写错了一行，没有使用。"));
    return say(QT_TR_NOOP("登记没有完成，请换一个 U 盘重做登记文件。"));
}

QString UnenrolledViewModel::qr() const {
    return code_.isEmpty() ? QString() : QStringLiteral("OS1M:") + QString(code_).remove(QLatin1Char(' '));
}

void UnenrolledViewModel::setCode(const QString& code) {
    if (std::exchange(code_, code) != code) emit changed();
}

void UnenrolledViewModel::setRefusal(const QString& told) {
    if (std::exchange(told_, told) == told) return;
    refusal_.clear();
    if (!told.isEmpty()) {
        const Said sentence = sentenceOf(told.section(QLatin1Char(' '), 0, 0));
        const QString line = told.section(QLatin1Char(' '), 1).left(kLineShown);
        refusal_ = QStringList{sentence.words, sentence.english, line}.join(QLatin1Char('\n')).trimmed();
    }
    emit changed();
}

} // namespace onestop::viewmodels
