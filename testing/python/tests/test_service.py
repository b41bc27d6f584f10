from urllib.error import HTTPError

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError
from cdk_s3_mrap_testing import start_simulator

UNREACHABLE = "http://127.0.0.1:9"


class Films:
    """A small service."""

    def __init__(self, arn):
        self.arn = arn
        self.s3 = boto3.Session().client("s3", config=Config(retries={"total_max_attempts": 1}))

    def save(self, name, text):
        self.s3.put_object(Bucket=self.arn, Key=name, Body=text.encode())

    def load(self, name):
        try:
            return self.s3.get_object(Bucket=self.arn, Key=name)["Body"].read().decode()
        except self.s3.exceptions.NoSuchKey:
            return None


def test_reads_replicated_films_after_the_loss_of_a_region(mrap_simulation):
    films = Films(mrap_simulation.arn)
    films.save("alien", "1979")
    mrap_simulation.settle()
    mrap_simulation.pause()
    films.save("dune", "2021")
    mrap_simulation.lose("eu-west-1")
    with pytest.raises(ConnectionClosedError):
        films.load("alien")
    mrap_simulation.fail_over("us-east-1")
    assert films.load("alien") == "1979"
    assert films.load("dune") is None
    mrap_simulation.restore("eu-west-1")
    mrap_simulation.resume()
    mrap_simulation.settle()
    mrap_simulation.fail_over("eu-west-1")
    assert films.load("dune") == "2021"


def test_misses_nothing_without_a_lag(mrap_simulation):
    films = Films(mrap_simulation.arn)
    films.save("dune", "2021")
    mrap_simulation.settle()
    mrap_simulation.lose("eu-west-1")
    mrap_simulation.fail_over("us-east-1")
    assert films.load("dune") == "2021"


def test_refuses_other_credentials(mrap_simulation, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
        Films(mrap_simulation.arn).save("alien", "1979")


@pytest.mark.parametrize("simulator", ["first", "second"])
def test_uses_the_credentials_of_each_simulator_in_the_default_session(mrap_simulation, simulator):
    boto3.client("s3").put_object(Bucket=mrap_simulation.arn, Key=simulator, Body=b"1979")


def test_settle_fails_while_a_region_is_lost(mrap_simulation):
    Films(mrap_simulation.arn)
    mrap_simulation.lose("us-east-1")
    Films(mrap_simulation.arn).save("alien", "1979")
    with pytest.raises(TimeoutError, match="1 writes have not arrived"):
        mrap_simulation.settle(limit=0.1)


def test_opens_presigned_urls(mrap_simulation):
    s3 = boto3.client("s3")

    def presign(operation):
        return s3.generate_presigned_url(operation, Params={"Bucket": mrap_simulation.arn, "Key": "a film"})

    mrap_simulation.open(presign("put_object"), data=b"1979", method="PUT").close()
    with mrap_simulation.open(presign("get_object"), headers={"Range": "bytes=1-2"}) as answer:
        assert (answer.status, answer.read()) == (206, b"97")
    with pytest.raises(HTTPError, match="403"):
        mrap_simulation.open(presign("get_object").replace("X-Amz-Signature=", "X-Amz-Signature=0"))


@pytest.fixture
def settings_of_the_user(monkeypatch):
    """Settings of a shell or of a build server, which would stop requests for AWS."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.setenv(name, UNREACHABLE)
    for name in ("AWS_DEFAULT_PROFILE", "AWS_PROFILE", "AWS_SECURITY_TOKEN", "AWS_SESSION_TOKEN", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, "missing")
    for name in (
        "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT", "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS",
    ):
        monkeypatch.setenv(name, "true")


def test_ignores_settings_of_the_user(settings_of_the_user, mrap_simulation):
    films = Films(mrap_simulation.arn)
    films.save("dune", "2021")
    assert films.load("dune") == "2021"
    bucket = mrap_simulation.access_points[0]["members"][1]["bucket"]
    boto3.client("s3", region_name="us-east-1").put_object(Bucket=bucket, Key="heat", Body=b"1995")


def test_uses_the_first_simulator_again_after_the_second_one_has_stopped(mrap_simulation):
    films = Films(mrap_simulation.arn)
    start_simulator(["eu-central-1"]).stop()
    films.save("dune", "2021")
    assert films.load("dune") == "2021"


@pytest.mark.parametrize(("options", "error", "message"), [
    ({"members": "eu-west-1"}, TypeError, "members is 'eu-west-1', expected a list of texts"),
    ({"command": "node cli.js"}, TypeError, r"write \['node', 'cli.js'\]"),
    ({"command": ["missing-command"]}, RuntimeError, 'No such file or directory: "missing-command"; install Node.js'),
    ({"command": ["echo", "hello"]}, RuntimeError, "printed 'hello simulate .*, expected JSON"),
    ({"members": ["mars"]}, RuntimeError, "ended with 2: .* --members mars .*; its error output contains the reason"),
])
def test_explains_a_simulator_that_does_not_start(options, error, message):
    with pytest.raises(error, match=message):
        start_simulator(**options)


def test_explains_a_simulator_that_has_ended():
    simulation = start_simulator()
    simulation.stop()
    with pytest.raises(RuntimeError, match="does not answer lose: it was stopped, or it has ended"):
        simulation.lose("eu-west-1")


def test_prefers_the_installed_command_to_npm(monkeypatch, tmp_path):
    (tmp_path / "cdk_s3_mrap_cli").mkdir()
    (tmp_path / "cdk_s3_mrap_cli" / "__main__.py").write_text("print('installed')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delenv("CDK_S3_MRAP_COMMAND", raising=False)
    with pytest.raises(RuntimeError, match="printed 'installed"):
        start_simulator()
