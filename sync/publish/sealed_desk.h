// SPDX-License-Identifier: Apache-2.0
// The desk that reads what residents left sealed, and answers: records as onestop-hub exports them, answers as it takes
// them back. Words for people come out; only main touches files.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "sync/catalogue/sealed_content.h"
#include "sync/crypto/sealing.h"

namespace onestop::publish {

/// What a record says; a sentence when it cannot be opened or read, or is not the record that its file names.
tl::expected<catalogue::SealedContent, std::string> openRecord(const crypto::SealingKey& key, crypto::BytesView sealed,
                                                               std::string_view record_id);

/// For reading on a screen: a line of facts, then the words, each line set in. Control characters are shown as "?", for
/// the words are a stranger's.
std::string recordText(const catalogue::SealedContent& content);
/// One line of JSON, without the key of the answer.
std::string recordJson(const catalogue::SealedContent& content);

/// For "<record_id>.answer"; a sentence when the record takes none or there is nothing to say.
tl::expected<crypto::Bytes, std::string> makeAnswer(const catalogue::SealedContent& content, std::string_view text);

} // namespace onestop::publish
