// One disk, for the contract test of the simulated database.

#include "simulate/disk.h"

namespace job_retry::simulate {

Disk& Disk::here() {
    static Disk disk;
    return disk;
}

}  // namespace job_retry::simulate
