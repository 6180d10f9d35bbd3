// SPDX-License-Identifier: Apache-2.0
// What onestop-hub does once and ends: accounts, codes, sealed records, backup. Each beside what the command line says
// of it.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "sync/hub/config.h"

namespace onestop::hub {

class Commands {
public:
    /// `config_file` is where `--config` goes, which every command takes. The application outlives this.
    Commands(CLI::App& application, std::string& config_file);
    ~Commands();

    /// What the command that was given does, by its exit code; empty when none was: the hub serves then.
    std::function<int(const HubConfig& config, std::chrono::milliseconds clock_offset)> given() const;

private:
    struct Command;
    CLI::App* add(const char* name, const char* what_it_does,
                  std::function<int(const HubConfig&, std::chrono::milliseconds)> run);
    void addAccounts();
    void addMachines();
    void addSealed();
    void addDatabase();

    CLI::App& application_;
    std::string& config_file_;
    std::vector<Command> commands_;
};

} // namespace onestop::hub
