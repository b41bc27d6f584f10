from urllib.error import HTTPError

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError


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
