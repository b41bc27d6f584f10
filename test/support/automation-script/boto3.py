"""Clients that return the given answers instead of calling AWS."""
import time

ANSWERS = {}
CALLS = []


class Client:
    def __init__(self, service, region):
        self.service = service
        self.region = region

    def get_multi_region_access_point_routes(self, *, AccountId, Mrap):
        return self.answer('GetMultiRegionAccessPointRoutes', {'AccountId': AccountId, 'Mrap': Mrap})

    def get_metric_data(self, *, MetricDataQueries, StartTime, EndTime, ScanBy):
        assert ScanBy == 'TimestampDescending' and len(MetricDataQueries) <= 500
        assert (EndTime - StartTime).total_seconds() == 16 * 60
        answer = self.answer('GetMetricData', {'MetricDataQueries': MetricDataQueries})
        results = []
        for query in MetricDataQueries:
            metric = query['MetricStat']['Metric']
            dimensions = {entry['Name']: entry['Value'] for entry in metric['Dimensions']}
            key = ' '.join([metric['MetricName'], dimensions['SourceBucket'], dimensions['DestinationBucket'],
                            dimensions['RuleId']])
            values = answer.get(key, [])
            results.append({'Id': query['Id'], 'Values': [float(value) for value in values]})
        return {'MetricDataResults': results}

    def answer(self, operation, inputs):
        CALLS.append({'service': self.service, 'operation': operation, 'region': self.region, 'inputs': inputs})
        answer = ANSWERS[operation].get(self.region, {'error': f'no answers for {self.region}'})
        if 'hangs' in answer:
            time.sleep(3600)
        if 'error' in answer:
            raise Exception(answer['error'])
        return answer['output']


def client(service_name, region_name, config):
    assert config is not None
    return Client(service_name, region_name)
