"""What a Prometheus would read, by the parser of its own Python client."""

import urllib.request

from prometheus_client.parser import text_string_to_metric_families


class Scrape:
    def __init__(self, text):
        self.families = list(text_string_to_metric_families(text))

    @classmethod
    def of(cls, address, path="/metrics", timeout=10):
        with urllib.request.urlopen(f"http://{address}{path}", timeout=timeout) as answer:
            assert answer.headers["Content-Type"].startswith("text/plain")
            return cls(answer.read().decode())

    def samples(self, prefix="job_retry_"):
        return [s for family in self.families for s in family.samples if s.name.startswith(prefix)]

    def names(self):
        return {sample.name for sample in self.samples()}

    def labels(self):
        """Name of a metric -> names of its labels."""
        found = {}
        for sample in self.samples():
            found.setdefault(sample.name, set()).update(sample.labels)
        return found

    def value(self, name, **labels):
        values = [s.value for s in self.samples() if s.name == name and labels.items() <= s.labels.items()]
        assert len(values) == 1, (name, labels, values)
        return values[0]
