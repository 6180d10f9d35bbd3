// SPDX-License-Identifier: Apache-2.0
#include "kiosk/viewmodels/digits_view_model.h"

#include <QStringList>

namespace onestop::viewmodels {

QString DigitsViewModel::shown() const {
    if (digits_.isEmpty()) return {};
    QStringList groups{digits_.left(first_)};
    for (int i = first_; i < digits_.size(); i += group_)
        groups.append(digits_.mid(i, group_));
    return groups.join(QLatin1Char(' '));
}

void DigitsViewModel::type(const QString& digit) {
    const bool is_digit = digit.size() == 1 && digit[0] >= QLatin1Char('0') && digit[0] <= QLatin1Char('9');
    if (!is_digit || digits_.size() >= most_) return;
    digits_ += digit;
    emit changed();
}

void DigitsViewModel::erase() {
    digits_.chop(1);
    emit changed();
}

void DigitsViewModel::clear() {
    digits_.fill(QLatin1Char(' ')); // what was typed does not stay in memory either
    digits_.clear();
    emit changed();
}

} // namespace onestop::viewmodels
