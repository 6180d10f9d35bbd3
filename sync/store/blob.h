// SPDX-License-Identifier: Apache-2.0
// One value of a row read or written in slices, for documents that nobody wants whole in memory. It has a connection of
// its own, so that the slices are transactions of their own; the rule of one writing program for each table holds here
// too.
#pragma once

#include <memory>

#include "sync/store/database.h"

struct sqlite3;
struct sqlite3_blob;

namespace onestop::store {

/// Open only while needed: a row that is written elsewhere meanwhile makes it fail. One thread.
class Blob {
public:
    enum class For { Reading, Writing };
    static Result<Blob> open(const Database& database, std::string table, std::string column, std::int64_t rowid,
                             For use);

    std::size_t size() const { return size_; }
    Result<void> read(std::size_t offset, std::span<std::uint8_t> into);
    /// A transaction of its own, outside those of `database`. Never beyond size(): a value is made that long first
    /// (zeroblob).
    Result<void> write(std::size_t offset, std::span<const std::uint8_t> bytes);

private:
    struct CloseFile {
        void operator()(sqlite3* file) const;
    };
    struct CloseBlob {
        void operator()(sqlite3_blob* blob) const;
    };
    using Handle = std::unique_ptr<sqlite3_blob, CloseBlob>;
    Blob(std::string table, std::string column, std::int64_t rowid)
        : table_(std::move(table)), column_(std::move(column)), rowid_(rowid) {}
    Result<Handle> handle(bool writing) const;
    StoreFailure failure(const char* what) const;

    std::unique_ptr<sqlite3, CloseFile> file_;
    std::string table_, column_;
    std::int64_t rowid_;
    std::size_t size_ = 0;
};

} // namespace onestop::store
