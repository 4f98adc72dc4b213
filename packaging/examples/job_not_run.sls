{# A reaction to the end of a delivery without a return. In the master's configuration:

     reactor:
       - 'salt/job_retry/*/*/expired': [/srv/reactor/job_not_run.sls]
       - 'salt/job_retry/*/*/refused': [/srv/reactor/job_not_run.sls]
       - 'salt/job_retry/*/*/interrupted': [/srv/reactor/job_not_run.sls]
       - 'salt/job_retry/*/*/cancelled': [/srv/reactor/job_not_run.sls]

   It fires an event of the site's own; put a mail or a chat message in its place. #}
tell_that_a_job_was_not_run:
  runner.event.send:
    - args:
        tag: site/job_not_run/{{ data['id'] }}
        data:
          jid: "{{ data['jid'] }}"
          fun: {{ data['fun'] | yaml_dquote }}
          state: {{ data['state'] }}
          reason: {{ data['reason'] | yaml_dquote }}
