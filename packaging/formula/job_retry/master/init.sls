# The shim: package, settings from pillar, a restart of salt-master, which then publishes by the witness, and the service
# when it is switched on.
{%- from 'job_retry/map.jinja' import side with context %}
{%- set master = side('master') | load_json %}

job_retry_master_package:
  pkg.installed:
{%- if master.source %}
    - sources:
      - salt-job-retry-master: {{ master.source | json }}
{%- else %}
    - name: salt-job-retry-master
{%- endif %}

# After the package, which has the returners that the settings name.
job_retry_master_settings:
  file.serialize:
    - name: /etc/salt/master.d/job_retry.conf
    - dataset: {{ master.config | json }}
    - serializer: yaml
    - mode: '0644'
    - require:
      - pkg: job_retry_master_package

job_retry_master_service:
{%- if master.on %}
  service.running:
    - name: master-shim
    - enable: True
    - watch:
      - file: job_retry_master_settings
{%- else %}
  service.dead:
    - name: master-shim
{%- endif %}

# Only once the process of this very job (the shell's parent) has ended, and so has sent its return.
job_retry_master_restart:
  cmd.run:
    - name: >-
        systemd-run --quiet --collect /bin/sh -c
        "timeout 3600 tail --pid=$PPID -f /dev/null; exec systemctl try-restart salt-master.service"
    - onlyif: test -d /run/systemd/system
    - onchanges:
      - file: job_retry_master_settings
