"""What is said about the store: a Redis server, an embedded one where none is configured."""

WAITS = "Recap waits for it."

NO_SERVER = (
    "There is no server for what Recap keeps: install redis-server or valkey-server 7 or later, "
    "or name a running one in REDIS_URL (redis://, rediss:// or unix://)."
)
STORE_BUSY_STARTING = "Another Recap is still starting or stopping the embedded store: try again in a moment."
EMBEDDED = "the embedded store"
LEFT = "Recap was taken out here, so nothing is kept any more."


def store_at(host: str) -> str:
    """Name a store that runs on its own."""
    return f"the store at {host}"


def not_ours(folder: str) -> str:
    """Tell that a folder belongs to somebody else."""
    return f"{folder} belongs to another user, so nothing is kept there: remove it, or name a server in REDIS_URL."


def no_folder(folder: str, why: str) -> str:
    """Tell that a folder could not be made."""
    return f"The embedded store cannot use {folder} ({why}): make it writable, or name a server in REDIS_URL."


def not_removed(folder: str, why: str) -> str:
    """Tell that data could not be erased."""
    return f"The embedded store's folder {folder} could not be removed ({why}): remove it yourself."


def not_started(server: str, why: str, log: str) -> str:
    """Tell that the embedded server ended at its start, with its own last words."""
    return f"The embedded store could not be started; {server} said: {why or 'nothing'} (its log is {log})"


def hangs(folder: str) -> str:
    """Tell that the embedded server is there and keeps silent."""
    return f"The embedded store in {folder} runs and does not answer: end its process (its number is in {folder}/pid) and try again."


def down(where: str, why: str) -> str:
    """Tell that nobody listens."""
    return f"{_the(where)} cannot be reached ({why}): check that it runs."


def no_database(where: str) -> str:
    """Tell that there is no database of that number."""
    return f"{_the(where)} has no database of the number that REDIS_URL ends with: leave it out there, or name one that exists."


def too_many(where: str) -> str:
    """Tell that the system gives us no file more, which a connection is to it."""
    return f"{_the(where)} cannot be reached: the system says “Too many open files” of Recap itself; raise that limit (ulimit -n 4096)."


def slow(where: str) -> str:
    """Tell that no answer came in time."""
    return f"{_the(where)} did not answer in time: try again in a moment."


def not_met(where: str) -> str:
    """Tell that no connection came about in time."""
    return f"{_the(where)} did not take the connection in time: check the address, and whether TLS is spoken there (rediss://) or not."


def lost(where: str) -> str:
    """Tell that the connection broke in the middle."""
    return f"The connection to {where} broke: try again in a moment."


def busy(where: str) -> str:
    """Tell that every connection is in use, or that a script holds the server up."""
    return f"{_the(where)} is busy: try again in a moment."


def loading(where: str) -> str:
    """Tell that the server reads its files."""
    return f"{_the(where)} is starting and still reads its data: try again in a moment."


def failing_over(where: str) -> str:
    """Tell that another server is about to take over."""
    return f"{_the(where)} takes no writes, as while another server takes over: try again in a moment."


def full(where: str) -> str:
    """Tell that there is no memory left."""
    return f"{_the(where)} has no memory left, so nothing new can be kept: raise its maxmemory, or make room."


def disk(where: str) -> str:
    """Tell that the server cannot write its files."""
    return f"{_the(where)} cannot write to its disk, so it takes no changes: free some space there and read its log."


def refused(where: str) -> str:
    """Tell that the password is missing or wrong."""
    return f"{_the(where)} refused the user name or password: correct them in REDIS_URL."


def not_allowed(where: str) -> str:
    """Tell that the user may not do what is needed."""
    return f"{_the(where)} does not let this user run a command that Recap needs: allow ~recap:* and +@all to it."


def no_tls(where: str) -> str:
    """Tell that no safe connection came about."""
    return (
        f"No TLS connection to {where} came about: check that it speaks TLS (rediss://) and that its certificate is valid; "
        "a private authority is named by ?ssl_ca_certs=FILE in REDIS_URL."
    )


def strange(where: str) -> str:
    """Tell that a value has another shape than ours."""
    return f"{_the(where)} holds something under a name of Recap's that Recap did not write: give Recap a database of its own."


def not_a_store(where: str) -> str:
    """Tell that what answers there is no Redis."""
    return f"What answers as {where} is not a Redis server: check REDIS_URL."


def cluster(where: str) -> str:
    """Tell that keys are spread over several servers."""
    return f"{_the(where)} is a Redis Cluster, which Recap does not use: name one server, or Sentinels, in REDIS_URL."


URL_SCHEME = "REDIS_URL begins with redis://, rediss:// (TLS), unix:// or redis+sentinel://."
URL_SHAPE = "REDIS_URL is not understood: write it like redis://:PASSWORD@HOST:6379/0."
URL_SENTINEL = "REDIS_URL with Sentinel is written like redis+sentinel://:PASSWORD@HOST:26379,HOST:26379/NAME, where NAME is the master's."
URL_PASSWORD = "REDIS_URL names another machine without a password, so whoever reaches it could read and write: set one (requirepass)."  # noqa: S105


def url_option(name: str) -> str:
    """Tell which part after the question mark is not taken."""
    return f"REDIS_URL has an option {name} that Recap does not take: leave it out (ssl_ca_certs, ssl_certfile and ssl_keyfile are taken)."


def url_file(name: str) -> str:
    """Tell which option names a file that is not there."""
    return f"REDIS_URL has an option {name} whose file cannot be read: correct its path, which begins with a slash."


def too_old(where: str, version: str) -> str:
    """Tell that the server misses what is needed."""
    return f"{_the(where)} is version {version or 'unknown'}: run Redis 7 or later, or Valkey."


def evicts(where: str, policy: str) -> str:
    """Tell that the server throws keys away when it is full."""
    return f"{_the(where)} throws keys away when its memory is full ({policy}), tokens among them: set `maxmemory-policy noeviction` there."


def forgets(where: str) -> str:
    """Tell that a restart loses everything."""
    return f"{_the(where)} keeps nothing over a restart: set `appendonly yes` there."


def clocks(where: str, minutes: int) -> str:
    """Tell that two machines' clocks differ."""
    many = f"{minutes} minute{'s' if minutes > 1 else ''}"
    return (
        f"The clock of {where} and that of this machine differ by {many}: set both by NTP. Else people hear that they asked too long ago."
    )


def snapshots_only(where: str) -> str:
    """Tell that a crash loses minutes."""
    return f"{_the(where)} writes snapshots alone, so a crash loses the newest minutes: set `appendonly yes` there."


def unchecked(where: str, what: str) -> str:
    """Tell that a setting could not be read."""
    return f"{_the(where)} does not show its settings, so check them yourself: {what}."


def _the(where: str) -> str:
    """Begin a sentence."""
    return where[:1].upper() + where[1:]
