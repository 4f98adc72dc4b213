# Takes the agent off again, as apt remove does: the setting out of force, salt-minion restarted without it, then the executor.
# Only once the process of this very job (the shell's parent) has ended, and so has sent its return: salt-minion ends
# its jobs when it is restarted. Settings, ledger and returns are kept for another installation. What went wrong:
# journalctl --unit=salt-job-retry-minion-clean
job_retry_minion_clean:
  cmd.run:
    - name: >-
        systemd-run --quiet --collect --unit=salt-job-retry-minion-clean /bin/sh -c
        "timeout 3600 tail --pid=$PPID -f /dev/null &&
        exec apt-get -o DPkg::Lock::Timeout=600 remove --yes salt-job-retry-minion"
    - onlyif: test -e /usr/share/salt-job-retry/executors/job_retry.py
