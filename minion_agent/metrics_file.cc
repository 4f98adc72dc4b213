#include "minion_agent/metrics_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "runtime/local_socket.h"
#include "runtime/log.h"

namespace job_retry {
namespace {

bool replace(const std::filesystem::path& path, const std::string& text) {
    std::string temporary = path.native() + ".XXXXXX";  // not *.prom: nobody reads it
    const FileDescriptor file(mkostemp(temporary.data(), O_CLOEXEC));
    if (!file) return false;
    const ssize_t written = ::write(file.get(), text.data(), text.size());
    const bool whole = written == static_cast<ssize_t>(text.size());
    if (whole && fchmod(file.get(), 0644) == 0 && rename(temporary.c_str(), path.c_str()) == 0) return true;
    const int error = whole || written < 0 ? errno : ENOSPC;
    unlink(temporary.c_str());
    errno = error;
    return false;
}

}  // namespace

MetricsFile::~MetricsFile() {
    if (!path_.empty()) unlink(path_.c_str());
}

void MetricsFile::write(const Metrics& metrics, Now now) {
    due_ = now.steady + kPeriod;
    if (!replace(path_, metrics.text())) {
        const std::string reason = std::strerror(errno);  // NOLINT(concurrency-mt-unsafe)
        if (!failing_)
            log::warning("job_retry_metrics_file: ", path_, " cannot be written: ", reason,
                         "; its directory must be there and take files of this user");
        failing_ = true;
        return;
    }
    if (failing_) log::info("job_retry_metrics_file can be written again");
    failing_ = false;
}

}  // namespace job_retry
