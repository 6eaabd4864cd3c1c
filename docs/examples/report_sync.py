"""Reports a sync that runs here to Mooring: begin, progress, done or failed. Python 3.8 or later, the standard library alone.

    SYNC_REPORT_TOKEN="…" python3 report_sync.py https://app.example.com/api/quickbooks harbor con_…

Exit code 0: done; 1: failed; 3: it can't run now (another run, or the connection needs somebody): wait for its event and begin again.
"""

import json
import os
import sys
import urllib.error
import urllib.request

TIMEOUT_S = 20
PAGES = 3


class Stop(Exception):
    """Mooring does not want this run to go on."""


class Reporter:
    def __init__(self, mount, token, tenant_id, connection_id):
        self.url = mount.rstrip("/") + "/operations/syncs"
        self.token = token
        self.subject = {"tenantId": tenant_id, "connectionId": connection_id}

    def report(self, step, **fields):
        """Raises Stop where the run is over, paused or not to begin (404, 409); anything else that is refused raises HTTPError."""
        request = urllib.request.Request(
            self.url,
            data=json.dumps({"step": step, **self.subject, **fields}).encode(),
            headers={"Authorization": "Bearer " + self.token, "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            problem = json.load(error)
            if error.code in (404, 409):
                raise Stop("{code}: {detail}".format(**problem)) from error
            raise


def work_on(page):
    """The sync itself: reads a page of QuickBooks' rows and stores them, in a way that may be repeated."""


def run(reporter):
    begun = reporter.report("begin")
    run_id = begun["runId"]
    first = (begun["resumeFrom"] or {}).get("page", 0)
    page = first
    try:
        for page in range(first, PAGES):
            work_on(page)
            progress = {"completed": page + 1, "total": PAGES, "label": "Invoices"}
            reporter.report("progress", runId=run_id, progress=progress, checkpoint={"page": page + 1})
    except Stop:
        raise
    except Exception:
        # People read the sentence as it is; the checkpoint is where the next run goes on.
        reporter.report("failed", runId=run_id, sentence="Invoices could not be read to the end.", checkpoint={"page": page})
        raise
    reporter.report("done", runId=run_id)
    print("done from page", first, flush=True)


def main():
    mount, tenant_id, connection_id = sys.argv[1:]
    try:
        run(Reporter(mount, os.environ["SYNC_REPORT_TOKEN"], tenant_id, connection_id))
    except Stop as stopped:
        print("stopped:", stopped, flush=True)
        sys.exit(3)


if __name__ == "__main__":
    main()
