# Takes the shim off again, as apt remove does: the setting out of force, salt-master restarted without it, then the files.
# Only once the process of this very job (the shell's parent) has ended, and so has sent its return, which a salt-master that
# restarts would miss. Settings and deliveries are kept for another installation. What went wrong:
# journalctl --unit=salt-job-retry-master-clean
job_retry_master_clean:
  cmd.run:
    - name: >-
        systemd-run --quiet --collect --unit=salt-job-retry-master-clean /bin/sh -c
        "timeout 3600 tail --pid=$PPID -f /dev/null &&
        exec apt-get -o DPkg::Lock::Timeout=600 remove --yes salt-job-retry-master"
    - onlyif: test -e /usr/share/salt-job-retry/returners/local_cache.py
