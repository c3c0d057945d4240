// SPDX-License-Identifier: Apache-2.0
#include "flash_cache.h"

#include <algorithm>

bool flash_cache::misses(uint64_t line) {
  if (!held_.empty() && held_.front() == line) return false;
  const auto found = std::find(held_.begin(), held_.end(), line);
  if (found != held_.end()) {
    std::rotate(held_.begin(), found, found + 1);
    return false;
  }
  if (lines_ == 0) return true;
  if (held_.size() == lines_) held_.pop_back();
  held_.insert(held_.begin(), line);
  return true;
}
