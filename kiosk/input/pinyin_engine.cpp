// SPDX-License-Identifier: Apache-2.0
#include "kiosk/input/pinyin_engine.h"

#include <fstream>
#include <string>
#include <string_view>

#include <rime_api.h>

namespace onestop::input {

namespace {

constexpr const char* kSharedData = "/usr/share/rime-data"; ///< Debian: rime-data-luna-pinyin, rime-prelude
constexpr const char* kSchema = "luna_pinyin_simp";
// Keys as X names them (keysymdef.h).
constexpr int kBackSpace = 0xff08;
constexpr int kPageUp = 0xff55;
constexpr int kPageDown = 0xff56;

/// librime keeps pointers into it.
void begin(const std::filesystem::path& folder) {
    static std::string user, built;
    user = folder.string();
    built = (folder / "build").string();
    RIME_STRUCT(RimeTraits, traits);
    traits.shared_data_dir = kSharedData;
    traits.user_data_dir = user.c_str();
    traits.staging_dir = built.c_str();
    traits.distribution_name = "Onestop";
    traits.distribution_code_name = "onestop";
    traits.distribution_version = ONESTOP_VERSION;
    traits.app_name = "rime.onestop";
    traits.log_dir = "";      // standard error
    traits.min_log_level = 3; // fatal: lesser ones quote what is typed, and complain that nothing can be written
    rime_get_api()->setup(&traits);
    rime_get_api()->initialize(&traits);
}

bool write(const std::filesystem::path& file, std::string_view text) {
    std::ofstream out(file);
    return static_cast<bool>(out << text << std::flush);
}

} // namespace

tl::expected<void, EngineFailure> PinyinEngine::prepare(const std::filesystem::path& folder) {
    // One schema only: librime begins each session with the first, and another one would open a dictionary that learns.
    const bool written =
        write(folder / "default.custom.yaml", "patch:\n  schema_list: [{schema: luna_pinyin_simp}]\n"
                                              "  menu/page_size: 5\n") &&
        write(folder / "luna_pinyin_simp.custom.yaml", "patch:\n  translator/enable_user_dict: false\n");
    if (!written) return tl::unexpected(EngineFailure{"cannot write into " + folder.string()});
    begin(folder);
    auto* rime = rime_get_api();
    if (rime->start_maintenance(True)) rime->join_maintenance_thread();
    rime->finalize();
    if (!std::filesystem::exists(folder / "build" / (std::string(kSchema) + ".schema.yaml")))
        return tl::unexpected(EngineFailure{std::string("librime made no ") + kSchema + " from " + kSharedData});
    return {};
}

tl::expected<PinyinEngine, EngineFailure> PinyinEngine::open(const std::filesystem::path& folder) {
    begin(folder);
    auto* rime = rime_get_api();
    const RimeSessionId session = rime->create_session();
    char schema[64] = "";
    if (session == 0 || !rime->get_current_schema(session, schema, sizeof schema) ||
        std::string_view(schema) != kSchema)
        return tl::unexpected(EngineFailure{std::string("librime does not begin with ") + kSchema});
    return PinyinEngine(session);
}

Composition PinyinEngine::press(const Keystroke& keystroke) {
    auto* rime = rime_get_api();
    switch (keystroke.kind) {
    case KeystrokeKind::Letter:
        if (std::string_view(rime->get_input(session_)).size() < kLettersMost)
            rime->process_key(session_, keystroke.letter, 0);
        break;
    case KeystrokeKind::Erase:
        rime->process_key(session_, kBackSpace, 0);
        break;
    case KeystrokeKind::Choose:
        rime->select_candidate_on_current_page(session_, static_cast<std::size_t>(keystroke.number));
        break;
    case KeystrokeKind::Turn:
        rime->process_key(session_, keystroke.number > 0 ? kPageDown : kPageUp, 0);
        break;
    case KeystrokeKind::Stroke: // the other engine's
        break;
    case KeystrokeKind::Script:
        rime->set_option(session_, "zh_simp", keystroke.script == Script::Simplified ? True : False);
        break;
    }
    Composition composition;
    RIME_STRUCT(RimeCommit, commit);
    if (rime->get_commit(session_, &commit)) {
        composition.written = commit.text;
        rime->free_commit(&commit);
    }
    RIME_STRUCT(RimeContext, context);
    if (rime->get_context(session_, &context)) {
        if (context.composition.length > 0) composition.typed = context.composition.preedit;
        for (int i = 0; i < context.menu.num_candidates; ++i)
            composition.candidates.emplace_back(context.menu.candidates[i].text);
        composition.page = context.menu.page_no;
        composition.more = context.menu.num_candidates > 0 && !context.menu.is_last_page;
        rime->free_context(&context);
    }
    return composition;
}

} // namespace onestop::input
