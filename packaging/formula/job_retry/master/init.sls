# The shim: package, settings from pillar, the service when it is switched on.
{%- from 'job_retry/map.jinja' import side with context %}
{%- set master = side('master') | load_json %}

job_retry_master_package:
  pkg.installed:
{%- if master.source %}
    - sources:
      - salt-job-retry-master: {{ master.source }}
{%- else %}
    - name: salt-job-retry-master
{%- endif %}

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
