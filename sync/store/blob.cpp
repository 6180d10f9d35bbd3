// SPDX-License-Identifier: Apache-2.0
// SQLite's incremental blob I/O. Its authorizer is not asked there, so the rule is applied here.
#include "sync/store/blob.h"

#include <sqlite3.h>

#include <string>

namespace onestop::store {

static constexpr int kBusyTimeoutMs = 5000;

void Blob::CloseFile::operator()(sqlite3* file) const { sqlite3_close_v2(file); }
void Blob::CloseBlob::operator()(sqlite3_blob* blob) const { sqlite3_blob_close(blob); }

StoreFailure Blob::failure(const char* what) const {
    const auto fault = (sqlite3_errcode(file_.get()) & 0xff) == SQLITE_FULL ? StoreFault::Full : StoreFault::Failed;
    return {fault, "cannot " + std::string(what) + ": " + sqlite3_errmsg(file_.get())};
}

Result<Blob> Blob::open(const Database& database, std::string table, std::string column, std::int64_t rowid, For use) {
    if (use == For::Writing && !mayWrite(database.program(), table))
        return tl::unexpected(StoreFailure{StoreFault::NotAllowed, "cannot write " + table});
    Blob opened(std::move(table), std::move(column), rowid);
    sqlite3* file = nullptr;
    const int code =
        sqlite3_open_v2(database.path().c_str(), &file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    opened.file_.reset(file);
    if (code != SQLITE_OK) return tl::unexpected(opened.failure("open the store"));
    sqlite3_busy_timeout(file, kBusyTimeoutMs);
    const char* pragmas = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON";
    if (sqlite3_exec(file, pragmas, nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected(opened.failure("open the store"));
    const auto value = opened.handle(false);
    if (!value) return tl::unexpected(value.error());
    opened.size_ = static_cast<std::size_t>(sqlite3_blob_bytes(value->get()));
    return opened;
}

/// An open handle is an open transaction, so nobody keeps one.
Result<Blob::Handle> Blob::handle(bool writing) const {
    sqlite3_blob* blob = nullptr;
    if (sqlite3_blob_open(file_.get(), "main", table_.c_str(), column_.c_str(), rowid_, writing ? 1 : 0, &blob) !=
        SQLITE_OK)
        return tl::unexpected(failure("open a value"));
    return Handle(blob);
}

Result<void> Blob::read(std::size_t offset, std::span<std::uint8_t> into) {
    const auto value = handle(false);
    if (!value) return tl::unexpected(value.error());
    const int code =
        sqlite3_blob_read(value->get(), into.data(), static_cast<int>(into.size()), static_cast<int>(offset));
    if (code != SQLITE_OK) return tl::unexpected(failure("read a slice"));
    return {};
}

Result<void> Blob::write(std::size_t offset, std::span<const std::uint8_t> bytes) {
    auto value = handle(true);
    if (!value) return tl::unexpected(value.error());
    const int code =
        sqlite3_blob_write(value->get(), bytes.data(), static_cast<int>(bytes.size()), static_cast<int>(offset));
    if (code != SQLITE_OK) return tl::unexpected(failure("write a slice"));
    if (sqlite3_blob_close(value->release()) != SQLITE_OK) return tl::unexpected(failure("commit a slice"));
    return {};
}

} // namespace onestop::store
