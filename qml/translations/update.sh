#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Brings the .ts files up to date with the sources: new texts come in unfinished, texts that are gone go.
# usage: qml/translations/update.sh [DIR]   (DIR: where the .ts files are; default: beside this script)
set -eu
cd "$(dirname "$0")/../.."
folder=${1:-qml/translations}
for language in en:en zh_Hant:zh_HK; do
  "${LUPDATE:-/usr/lib/qt6/bin/lupdate}" -silent -no-obsolete -locations none -source-language zh_CN -target-language "${language#*:}" \
    -I . -recursive kiosk/viewmodels qml -ts "$folder/onestop_${language%%:*}.ts"
done
