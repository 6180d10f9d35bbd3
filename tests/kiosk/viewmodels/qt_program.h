// SPDX-License-Identifier: Apache-2.0
// What every test of a screen needs besides the screen: Qt's own program object, and words that Catch can show.
#pragma once

#include <QCoreApplication>
#include <QString>

#include <string>

namespace onestop::tests {

/// Base of a test's kiosk: Qt runs as long as it stands.
class QtProgram {
    int argc_ = 1;
    char name_[5] = "test";
    char* argv_[2] = {name_, nullptr};
    QCoreApplication application_{argc_, argv_};
};

inline std::string text(const QString& words) { return words.toStdString(); }

} // namespace onestop::tests
