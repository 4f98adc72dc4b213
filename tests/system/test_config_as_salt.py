"""Our reader of Salt's configuration says what Salt itself says, on the same files.

Each tree is read by Salt's own salt.config, under each Salt of JOB_RETRY_SALTS, and by print_salt_config.
"""

import json
import os
import pathlib
import subprocess

import pytest

SALTS = [path for path in os.environ.get("JOB_RETRY_SALTS", "").split(":") if path]
PRINTER = pathlib.Path(os.environ.get("JOB_RETRY_BIN", "build/dev/bin")) / "print_salt_config"

# Runs under Salt's interpreter: one process reads all trees, because importing Salt takes longer than that.
SALT_READER = r"""
import json, os, sys
import salt.config, salt.minion, salt.utils.job, salt.version

def files(role, path):
    main = path + "/" + role
    defaults = salt.config.DEFAULT_MASTER_OPTS if role == "master" else salt.config.DEFAULT_MINION_OPTS
    overrides = salt.config.load_config(main, "NO_SUCH_VARIABLE", "/none", exit_on_config_errors=True)
    overrides.pop("conf_file", None)
    default_include = overrides.get("default_include", defaults["default_include"])
    include = overrides.get("include", [])
    for pattern in (default_include, include):
        overrides.update(salt.config.include_config(pattern, main, False, exit_on_config_errors=True))
    return overrides

def read(role, path):
    settings = files(role, path)
    main = path + "/" + role
    if role == "master":
        opts = salt.config.master_config(main)
        keep = salt.utils.job.get_keep_jobs_seconds(opts)
    else:
        opts = salt.config.minion_config(main, ignore_config_errors=False)
        keep = None
    names = ["root_dir", "pki_dir", "cachedir", "sock_dir", "user", "hash_type", "interface", "key_pass",
             "max_event_size", "ext_job_cache", "master_job_cache", "job_cache", "id", "master_type",
             "sudo_user"]
    out = {name: opts[name] for name in names if name in opts}
    out["root_dir"] = os.path.abspath(opts["root_dir"])
    if role == "master":
        out["keep_jobs_seconds"] = keep
        del out["id"]
        out.update({name: opts.get(name, []) for name in ("module_dirs", "extension_modules", "returner_dirs")})
    else:
        out["module_executors"] = opts.get("module_executors", ["direct_call"])
        out["executor_dirs"] = opts.get("executor_dirs", [])
        masters = opts["master"] if isinstance(opts["master"], list) else [opts["master"]]
        hosts = [str(salt.minion.prep_ip_port(dict(opts, master=master))["master"]) for master in masters]
        out["masters"] = [{"text": t, "host": h} for t, h in zip(masters, hosts)]
        if opts["master_type"] == "disable":
            out["masters"] = []
    out["version"] = salt.version.__version__
    out["settings"] = {key: value for key, value in settings.items() if isinstance(key, str)}
    return out

answers = []
for role, path in json.load(sys.stdin):
    try:
        answers.append(read(role, path))
    except SystemExit:
        answers.append("refused")
    except Exception as error:
        answers.append("refused: %r" % error)
json.dump(answers, sys.stdout, default=repr)
"""

TRUTH_VALUES = """yes Yes YES no No NO true True TRUE false False FALSE on On ON off Off OFF y n Y N oN tRUE
    ~ null Null NULL nULL 'yes' "no" """
NUMBERS = """0 -0 +1 10 010 0010 00 08 0o17 0x1F -0x1F 0b101 -010 +010 1_000 0_7 1__0 _1 1:30 1:2:3 -1:30 1:60
    1:75 1.5 1. .5 -.5 -1.5 1e3 1.0e3 1.0e+3 1.5E-2 1_0.5 1:30.5 12345678901234567 2001-12-14
    2001-12-14T21:59:43Z 1.2.3 127.0.0.1 + . .. -- 1- 0x 0b 4505:4506 20:30:40"""


def one_key_each(values):
    return "".join(f"k{number}: {value}\n" for number, value in enumerate(values.split()))


# name -> (role, {file: content}). CONF is the configuration directory, ROOT a directory of the test's own.
TREES = {
    "nothing at all, a master": ("master", {}),
    "nothing but an id": ("minion", {"minion": "id: web1\n"}),
    "empty files": ("master", {"master": "", "master.d/a.conf": "", "master.d/b.conf": "# only this\n"}),
    "falsy documents": (
        "master",
        {"master": "[]\n", "master.d/a.conf": "false\n", "master.d/b.conf": "''\n"},
    ),
    "layers replace, files of one layer join": (
        "minion",
        {
            "minion": "id: m\nmodule_executors: [main]\ngrains: {main: 1}\n"
            "include: more/*.conf\nuser: main\n",
            "minion.d/10.conf": "module_executors: [a, b]\ngrains: {a: {x: [1], y: 1}}\nuser: ten\n",
            "minion.d/20.conf": "module_executors: [b, c, c]\ngrains: {a: {x: [1, 2], z: 2}, b: 1}\n",
            "more/x.conf": "executor_dirs: [/one]\nuser: more\n",
            "more/y.conf": "executor_dirs: [/two]\n",
            "minion.d/ignored.txt": "user: never\n",
            "minion.d/.hidden.conf": "user: never\n",
        },
    ),
    "lists join by Python's equality": (
        "minion",
        {
            "minion": "id: m\n",
            "minion.d/a.conf": "k: [1, yes, a]\n",
            "minion.d/b.conf": "k: [1.0, 'yes', no, a]\n",
        },
    ),
    "lists and maps of unlike type replace": (
        "minion",
        {
            "minion": "id: m\n",
            "minion.d/a.conf": "k: [1]\nl: {a: 1}\nm: 1\n",
            "minion.d/b.conf": "k: {a: 1}\nl: [1]\nm: [2]\n",
        },
    ),
    "includes in included files": (
        "master",
        {
            "master": "include:\n  - first.conf\n  - sub/dir/second.conf\n",
            "first.conf": "user: first\nnodegroups: {a: 'L@x'}\n",
            "sub/dir/second.conf": "include: third.conf\nuser: second\nhash_type: SHA512\n"
            "nodegroups: {b: y}\n",
            "sub/dir/third.conf": "user: third\n",
        },
    ),
    "include by absolute path, and one that matches nothing": (
        "master",
        {
            "master": "include: ['ROOT/abs/*.conf', nowhere/*.conf]\n",
            "../root/abs/z.conf": "keep_jobs_seconds: 7\n",
        },
    ),
    "where returners are looked for": (
        "master",
        {
            "master": "root_dir: ROOT\nextension_modules: /srv/ext/../extmods\nreturner_dirs: [/srv/main]\n"
            "module_dirs: [/srv/modules]\ninclude: later.conf\n",
            "master.d/a.conf": "returner_dirs: [/srv/a]\n",
            "master.d/b.conf": "returner_dirs: [/srv/b, /srv/a]\n",
        },
    ),
    "no extension_modules": ("master", {"master": "cachedir: /srv/cache\nextension_modules:\n"}),
    "another default_include": (
        "master",
        {
            "master": "default_include: other.d/*.cfg\n",
            "other.d/a.cfg": "keep_jobs_seconds: 60\ndefault_include: master.d/*.conf\ninclude: x.conf\n",
            "master.d/a.conf": "keep_jobs_seconds: 1\n",
            "other.d/x.conf": "user: included\n",
        },
    ),
    "keep_jobs in hours": ("master", {"master": "keep_jobs: 2\n"}),
    "keep_jobs_seconds wins": ("master", {"master": "keep_jobs: 2\nkeep_jobs_seconds: 100\n"}),
    "truth values": ("minion", {"minion": "id: m\n" + one_key_each(TRUTH_VALUES)}),
    "numbers": ("minion", {"minion": "id: m\n" + one_key_each(NUMBERS)}),
    "tags": ("minion", {"minion": "id: m\na: !!int '12'\nb: !!str 12\nc: !!float 1\nd: !!bool yes\n"}),
    "texts": (
        "minion",
        {
            "minion": "id: m\na: 'it''s'\nb: \"tab\\tand \\u00e9\"\nc: |\n  two\n  lines\n"
            "d: >-\n  fold\n  ed\n"
            "e: plain # comment\nf: a#b\ng: 'multi\n  line'\ni: 'ä → ü'\nj: [a, 'b, c', [d]]\n"
            "k: {x: {y: [1, {z: ~}]}}\n? l\n: explicit\nm: a: b\n".replace("m: a: b\n", "m: a:b\n")
        },
    ),
    "keys of other types": ("minion", {"minion": "id: m\nn: {1: a, no: b, 1.5: c}\n12: x\n"}),
    "anchors and merge keys": (
        "minion",
        {
            "minion": "id: m\nbase: &base {a: 1, b: [1, 2]}\nmore: &more {c: 3}\nx:\n  <<: *base\n  a: own\n"
            "y:\n  <<: [*base, *more]\n  d: 4\nz: *base\n"
        },
    ),
    "merged maps that share a key": (
        "minion",
        {"minion": "id: m\np: &p {a: 1}\nq: &q {a: 2}\nx:\n  <<: [*p, *q]\n"},
    ),
    "windows line ends and a byte order mark": (
        "minion",
        {"minion": "\ufeffid: web1\r\nuser: bob\r\nlist:\r\n  - a\r\n  - b\r\n"},
    ),
    "a document mark": ("minion", {"minion": "---\nid: web1\n...\n"}),
    "two documents": ("minion", {"minion": "---\nid: web1\n---\nid: web2\n"}),
    "a key twice": ("minion", {"minion": "id: web1\nuser: a\nuser: b\n"}),
    "a key twice inside": ("minion", {"minion": "id: m\ngrains:\n  a: 1\n  a: 2\n"}),
    "a key twice, as 1 and yes": ("minion", {"minion": "id: m\ngrains:\n  1: 1\n  yes: 2\n"}),
    "a key twice in an included file": ("minion", {"minion": "id: m\n", "minion.d/a.conf": "a: 1\na: 2\n"}),
    "a text instead of a map": ("minion", {"minion": "just words\n"}),
    "a list instead of a map": ("minion", {"minion": "id: m\n", "minion.d/a.conf": "- a\n"}),
    "a tab as indentation": ("minion", {"minion": "id: m\ngrains:\n\ta: 1\n"}),
    "an unclosed bracket": ("minion", {"minion": "id: m\ngrains: [a\n"}),
    "an unknown tag": ("minion", {"minion": "id: m\ngrains: !mine a\n"}),
    "a tag that does not fit": ("minion", {"minion": "id: m\ngrains: !!int a\n"}),
    "a broken schedule file": (
        "minion",
        {"minion": "id: m\n", "minion.d/_schedule.conf": "schedule: {a: [\n"},
    ),
    "numeric id": ("minion", {"minion": "id: 1234\n"}),
    "numeric id with zeros": ("minion", {"minion": "id: 007\n"}),
    "truth as id": ("minion", {"minion": "id: on\n"}),
    "append_domain": ("minion", {"minion": "id: web1\nappend_domain: example.org\n"}),
    "append_domain that is there": (
        "minion",
        {"minion": "id: web1.example.org\nappend_domain: example.org\n"},
    ),
    "append_domain after a dot": ("minion", {"minion": "id: web1.\nappend_domain: example.org\n"}),
    "id from the cache": (
        "minion",
        {"minion": "root_dir: ROOT\n", "../root/etc/salt/minion_id": " web7 \nx\n"},
    ),
    "id from the cache, lower case and domain": (
        "minion",
        {
            "minion": "root_dir: ROOT\nid: ''\nminion_id_lowercase: True\nminion_id_remove_domain: True\n"
            "append_domain: example.org\n",
            "../root/etc/salt/minion_id": "WEB7.lan\n",
        },
    ),
    "id from the cache with a byte order mark": (
        "minion",
        {"minion": "root_dir: ROOT\n", "../root/etc/salt/minion_id": "\ufeffweb7\n"},
    ),
    "a root_dir": ("minion", {"minion": "id: m\nroot_dir: ROOT\n"}),
    "a root_dir with a slash at its end": ("master", {"master": "root_dir: ROOT/\npki_dir: ROOT/pki/\n"}),
    "paths below the root_dir, and not": (
        "minion",
        {"minion": "id: m\nroot_dir: ROOT\npki_dir: ROOT/pki\ncachedir: /cache//x/../y/\nsock_dir: run\n"},
    ),
    "odd paths": (
        "master",
        {"master": "root_dir: ROOT\npki_dir: ./a/../../b\ncachedir: ROOT\nsock_dir: //x\n"},
    ),
    "a long sock_dir": ("minion", {"minion": "id: m\ncachedir: /c\nsock_dir: /a/rather/long/path\n"}),
    "a long sock_dir that is short in characters": (
        "minion",
        {"minion": "id: m\ncachedir: /c\nsock_dir: /äöüäöüäöü\n"},
    ),
    "append_minionid_config_dirs": (
        "minion",
        {"minion": "id: m1\nappend_minionid_config_dirs: [pki_dir, cachedir]\npki_dir: /p\nsock_dir: /s\n"},
    ),
    "values of all kinds, a master": (
        "master",
        {
            "master": "user: salt\nhash_type: MD5\ninterface: '::'\nkey_pass: secret\n"
            "max_event_size: 2097152\n"
            "ext_job_cache: redis\nmaster_job_cache: redis\njob_cache: no\nsock_dir: /s\n"
        },
    ),
    "one master": ("minion", {"minion": "id: m\nmaster: salt.example.org\n"}),
    "masters in a list": (
        "minion",
        {
            "minion": "id: m\nmaster: [a.example, 'b:4606', '10.1.2.3:4506', '[::1]:4506',"
            " 'fe80::A00:27ff:fedc:ba98',"
            " '2001:DB8::1', '::1']\nmaster_type: failover\n"
        },
    ),
    "master by address alone": (
        "minion",
        {"minion": "id: m\nmaster: 'fe80::1'\nmaster_uri_format: ip_only\n"},
    ),
    "a port that is no number": ("minion", {"minion": "id: m\nmaster: 'a:b'\n"}),
    "an open bracket in master": ("minion", {"minion": "id: m\nmaster: '[::1'\n"}),
    "brackets without a port": ("minion", {"minion": "id: m\nmaster: '[2001:DB8::1]'\n"}),
    "a master that cannot be a host": ("minion", {"minion": "id: m\nmaster: 'a b'\n"}),
    "no master": ("minion", {"minion": "id: m\nmaster_type: disable\n"}),
    "executors": (
        "minion",
        {"minion": "id: m\nmodule_executors: [sudo, direct_call]\nexecutor_dirs: [/x]\nsudo_user: bob\n"},
    ),
}

# Trees that nobody can run with; all others must be read.
REFUSED = {
    "merged maps that share a key",
    "two documents",
    "a key twice",
    "a key twice inside",
    "a key twice, as 1 and yes",
    "a key twice in an included file",
    "a text instead of a map",
    "a list instead of a map",
    "a tab as indentation",
    "an unclosed bracket",
    "an unknown tag",
    "a tag that does not fit",
    "a port that is no number",
    "an open bracket in master",
    "brackets without a port",
    "a master that cannot be a host",
}

# (tree, key) that we read as Salt before 3008 does: a configuration does not tell Salt's version. We warn.
OLD_MEANING = {("keep_jobs in hours", "keep_jobs_seconds")}


def write(directory, files):
    conf, root = directory / "conf", directory / "root"
    conf.mkdir(parents=True)
    root.mkdir()
    for name, content in files.items():
        path = conf / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.replace("ROOT", str(root)).replace("CONF", str(conf)).encode())
    return conf


def ours(role, conf):
    done = subprocess.run([PRINTER, role, conf], capture_output=True, text=True, timeout=60)
    assert done.returncode in (0, 1), done
    return json.loads(done.stdout) if done.returncode == 0 else "refused: " + done.stderr.strip()


@pytest.fixture(scope="module")
def trees(tmp_path_factory):
    """name -> (role, configuration directory, what we say); we read first, because Salt may rename files."""
    made = {}
    for number, (name, (role, files)) in enumerate(TREES.items()):
        conf = write(tmp_path_factory.mktemp(f"tree{number}"), files)
        made[name] = (role, conf, ours(role, conf))
    return made


@pytest.fixture(scope="module", params=SALTS, ids=[os.path.basename(path) for path in SALTS])
def salt_says(request, trees):
    asked = [(role, str(conf)) for role, conf, _ in trees.values()]
    done = subprocess.run(
        [f"{request.param}/bin/python3", "-c", SALT_READER],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(trees, json.loads(done.stdout), strict=True))


def refused(answer):
    return isinstance(answer, str)


def exact(value):
    """Text to compare: for Python 1, 1.0 and True are the same."""
    return json.dumps(value, sort_keys=True)


@pytest.mark.parametrize("name", TREES)
def test_we_read_what_salt_reads(name, trees, salt_says):
    mine, salts = trees[name][2], salt_says[name]
    assert refused(mine) == refused(salts) == (name in REFUSED), f"we: {mine}\nSalt: {salts}"
    if refused(mine):
        return
    for key, expected in salts.items():
        if key == "version":
            continue
        if expected is None:
            expected = ""
        if (name, key) in OLD_MEANING and not salts["version"].startswith(("3006", "3007")):
            assert "keep_jobs_seconds instead" in mine["warnings"][0]
            continue
        assert exact(mine[key]) == exact(expected), f"{key}: we say {mine[key]!r}, Salt {expected!r}"


def test_an_error_names_file_line_and_key(trees):
    text = trees["a key twice in an included file"][2]
    assert "minion.d/a.conf: line 2: the key 'a'" in text


def test_each_key_knows_the_file_that_set_it(trees):
    _, conf, mine = trees["layers replace, files of one layer join"]
    assert mine["files"]["id"] == f"{conf}/minion"
    assert mine["files"]["module_executors"] == f"{conf}/minion.d/20.conf"
    assert mine["files"]["user"] == f"{conf}/more/x.conf"


def test_a_minion_that_never_started_is_told_what_to_do(tmp_path):
    conf = write(tmp_path, {"minion": "root_dir: ROOT\n"})
    mine = ours("minion", conf)
    assert mine["id"] is None
    assert "start salt-minion once" in mine["id_error"]
