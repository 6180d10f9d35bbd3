// SPDX-License-Identifier: Apache-2.0
// Promises: the cheapest form that makes what was signed is taken; forms that are missing, too long, cut or forged cost
// bytes and nothing else; what a broken line left is kept for the next pull; nothing unsigned ever comes out.
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

#include "sync/daemon/large_target.h"
#include "sync/tuf/packing.h"

#include <fstream>
#include <iterator>
#include <map>

using namespace onestop;
using namespace onestop::daemon;
using tuf::FetchFailure;
using tuf::FetchFailureKind;

namespace {

std::string textOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string month(const std::string& name) {
    std::string text;
    for (int i = 0; i < 9000; ++i)
        text += std::to_string(i * 7919) + (i % 50 == 0 ? name : "") + '\n';
    return text;
}

/// A web server of somebody's: files by name, and what was asked for.
struct Server {
    tests::ScratchFolder folder;
    std::string october = month("October"), november = month("November");
    std::map<std::string, std::string> files;
    std::vector<std::string> asked;
    bool reachable = true;
    LargeTargets targets{folder.path() / "download", [this](const auto& name, std::size_t most, const auto& file) {
                             return fetch(name, most, file);
                         }};

    Server() {
        files["guide.json"] = november;
        put(".zst", *tuf::packWhole(crypto::bytesOf(november)));
        put(ending(), *tuf::packAgainst(crypto::bytesOf(october), crypto::bytesOf(november)));
    }
    std::string ending() const { return tuf::deltaEnding(crypto::sha256(crypto::bytesOf(october))); }
    void put(const std::string& form, const crypto::Bytes& bytes) {
        files["guide.json" + form] = std::string(crypto::textOf(bytes));
    }
    tl::expected<void, FetchFailure> fetch(const std::string& name, std::size_t most,
                                           const std::filesystem::path& file) {
        asked.push_back(name.substr(std::string("guide.json").size(), 4));
        if (!reachable) return tl::unexpected(FetchFailure{FetchFailureKind::Unreachable, "no route"});
        const auto found = files.find(name);
        if (found == files.end()) return tl::unexpected(FetchFailure{FetchFailureKind::NotFound, "404"});
        if (found->second.size() > most) return tl::unexpected(FetchFailure{FetchFailureKind::TooLong, "endless"});
        std::ofstream(file, std::ios::binary) << found->second;
        return {};
    }
    tuf::TargetInfo signedTarget() const {
        const auto hash = crypto::toHex(crypto::sha256(crypto::bytesOf(november)));
        return {"guide.json", {november.size(), {{"sha256", hash}}}, "targets"};
    }
    auto take(bool with_older = true) {
        std::optional<OlderVersion> older;
        if (with_older) {
            const auto hash = crypto::sha256(crypto::bytesOf(october));
            older = OlderVersion{hash, targets.placeFor(hash).value()};
            std::ofstream(older->file, std::ios::binary) << october;
        }
        return targets.take(signedTarget(), "guide.json", older);
    }
};

using Asked = std::vector<std::string>;

} // namespace

TEST_CASE("what changed is asked for first, the whole only without an older version", "[daemon][large]") {
    Server server;
    const auto delta = server.take();
    REQUIRE(delta);
    CHECK(textOf(*delta) == server.november);
    CHECK(server.asked == Asked{".dcz"});

    server.asked.clear();
    const auto whole = server.take(false);
    REQUIRE(whole);
    CHECK(textOf(*whole) == server.november);
    CHECK(server.asked == Asked{".zst"});
    server.targets.clear();
    CHECK_FALSE(std::filesystem::exists(server.folder.path() / "download"));
}

TEST_CASE("a server with nothing but the plain file is enough", "[daemon][large]") {
    Server server;
    server.files = {{"guide.json", server.november}};
    const auto taken = server.take();
    REQUIRE(taken);
    CHECK(textOf(*taken) == server.november);
    CHECK(server.asked == Asked{".dcz", ".zst", ""});
}

TEST_CASE("forms that are forged, cut, made for another version or endless are passed over",
          "[daemon][large][hostile]") {
    const auto forged = month("Forged");
    Server server;
    const auto hostile = std::vector<std::string>{
        "",
        "<html>please log in</html>",
        server.files["guide.json.zst"].substr(0, 500),
        std::string(crypto::textOf(*tuf::packWhole(crypto::bytesOf(forged)))),
        std::string(crypto::textOf(*tuf::packAgainst(crypto::bytesOf(server.october), crypto::bytesOf(forged)))),
        std::string(crypto::textOf(*tuf::packAgainst(crypto::bytesOf(forged), crypto::bytesOf(server.november)))),
        std::string(2'000'000, 'x'),
    };
    for (const auto& bytes : hostile) {
        server.asked.clear();
        server.files["guide.json" + server.ending()] = server.files["guide.json.zst"] = bytes;
        const auto taken = server.take();
        REQUIRE(taken);
        CHECK(textOf(*taken) == server.november);
        CHECK(server.asked == Asked{".dcz", ".zst", ""});
    }
    server.files["guide.json"] = forged;
    const auto nothing = server.take();
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().kind == tuf::TufFailureKind::Mismatch);
}

TEST_CASE("a broken line is no reason to ask for more bytes", "[daemon][large]") {
    Server server;
    server.reachable = false;
    const auto nothing = server.take();
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().kind == tuf::TufFailureKind::Unreachable);
    CHECK(server.asked == Asked{".dcz"});
}
