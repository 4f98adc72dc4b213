# The agent: package, settings from pillar, and a restart of salt-minion, which restarts the agent with it.
{%- from 'job_retry/map.jinja' import side with context %}
{%- set minion = side('minion') | load_json %}

job_retry_minion_package:
  pkg.installed:
{%- if minion.source %}
    - sources:
      - salt-job-retry-minion: {{ minion.source | json }}
{%- else %}
    - name: salt-job-retry-minion
{%- endif %}

# After the package, which has the executor that the settings name.
job_retry_minion_settings:
  file.serialize:
    - name: /etc/salt/minion.d/job_retry.conf
    - dataset: {{ minion.config | json }}
    - serializer: yaml
    - mode: '0644'
    - require:
      - pkg: job_retry_minion_package

# Only once the process of this very job (the shell's parent) has ended, and so has sent its return.
job_retry_minion_restart:
  cmd.run:
    - name: >-
        systemd-run --quiet --collect /bin/sh -c
        "timeout 3600 tail --pid=$PPID -f /dev/null; exec systemctl try-restart salt-minion.service"
    - onlyif: test -d /run/systemd/system
    - onchanges:
      - file: job_retry_minion_settings
