# Takes the shim off again; settings and deliveries are kept for another installation.
job_retry_master_clean:
  pkg.removed:
    - name: salt-job-retry-master
