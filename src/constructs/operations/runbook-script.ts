/**
 * The Python script that checks a failover. A document cannot compare lists or call another Region without a script.
 *
 * It follows the rules of the command line: it reads the routes through all control Regions, and the backlog in the
 * Regions of the destinations, for the edges of `findEdges` in control/failover/plan.ts. It only reads.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
 */
export const CHECK_SCRIPT = `
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta, timezone
import boto3
from botocore.config import Config

UNITS = ['operations', 'bytes']
MAX_QUERIES = 500
CONFIG = Config(connect_timeout=3, read_timeout=5, retries={'total_max_attempts': 2})

def call_all(calls):
    # A Region that does not answer must not delay the others.
    pool = ThreadPoolExecutor(max(1, len(calls)))
    futures = {key: pool.submit(operation, **inputs) for key, (operation, inputs) in calls.items()}
    wait(futures.values(), timeout=10)
    pool.shutdown(wait=False)
    answers, failures = {}, {}
    for key, future in futures.items():
        if not future.done():
            failures[key] = 'no answer within 10 s'
        elif future.exception():
            failures[key] = str(future.exception())
        else:
            answers[key] = future.result()
    return answers, failures

def read_tables(event):
    inputs = {'AccountId': event['AccountId'], 'Mrap': event['Mrap']}
    calls = {}
    for region in event['ControlRegions']:
        client = boto3.client('s3control', region_name=region, config=CONFIG)
        calls[region] = (client.get_multi_region_access_point_routes, inputs)
    answers, failures = call_all(calls)
    if not answers:
        raise Exception(f'no control Region answered: {failures}')
    tables = {}
    for region, answer in answers.items():
        active = sorted(route['Region'] for route in answer['Routes'] if route['TrafficDialPercentage'] > 0)
        tables.setdefault(','.join(active), []).append(region)
    return tables

def check_table(tables, expected):
    shown = '; '.join(f'active {table} in {", ".join(regions)}' for table, regions in tables.items())
    if expected == 'any':
        if len(tables) > 1:
            raise Exception(f'control Regions return different routes: {shown}. Wait two minutes, or set '
                            'ExpectedActiveRegions to the right ones')
        return
    wanted = ','.join(sorted(expected.replace(',', ' ').split()))
    if 2 * len(tables.get(wanted, [])) <= sum(map(len, tables.values())):
        raise Exception(f'most control Regions do not return the expected routes: {shown}; expected active {wanted}')

def find_edges(event, tables, after):
    views = [table.split(',') for table in tables]
    regions = list(event['Buckets'])
    return [(source, destination) for source in regions for destination in after
            if source != destination and any(source in view for view in views)
            and (source not in after or any(destination not in view for view in views))]

def read_backlogs(event, edges):
    entries, problems, calls, latest = {}, [], {}, {}
    for source, destination in edges:
        rules = event['Rules'].get(source, {}).get(destination, [])
        if not rules:
            problems.append(f'{source} to {destination}: unknown, no metrics')
        entries.setdefault(destination, []).extend((source, rule, unit) for rule in rules for unit in UNITS)
    now = datetime.now(timezone.utc)
    for destination, queries in entries.items():
        client = boto3.client('cloudwatch', region_name=destination, config=CONFIG)
        for start in range(0, len(queries), MAX_QUERIES):
            calls[destination, start] = (client.get_metric_data, {
                # S3 publishes a value every minute. An older value does not describe the present.
                'StartTime': now - timedelta(minutes=15), 'EndTime': now + timedelta(minutes=1),
                'ScanBy': 'TimestampDescending',
                'MetricDataQueries': [make_query(event, destination, start + index, *query)
                                      for index, query in enumerate(queries[start:start + MAX_QUERIES])]})
    answers, failures = call_all(calls)
    problems += [f'to {destination}: unknown, {why}' for (destination, _), why in failures.items()]
    for (destination, _), answer in answers.items():
        for result in answer['MetricDataResults']:
            if result['Values']:
                latest.setdefault((destination, result['Id']), result['Values'][0])
    for destination, queries in entries.items():
        for index, (source, _, unit) in enumerate(queries):
            value = latest.get((destination, f'q{index}'))
            if value != 0:
                problems.append(f'{source} to {destination}: {describe(value, unit)}')
    return list(dict.fromkeys(problems))

def describe(value, unit):
    return f'{unit} unknown' if value is None or value != value else f'{value:.0f} {unit}'

def make_query(event, destination, index, source, rule, unit):
    ends = [event['Buckets'][source], event['Buckets'][destination]]
    dimensions = {'SourceBucket': ends[0], 'DestinationBucket': ends[1],
                  'RuleId': '/'.join([event['RulePrefix'], *ends, *rule])}
    return {'Id': f'q{index}', 'MetricStat': {
        'Metric': {'Namespace': 'AWS/S3', 'MetricName': f'{unit.capitalize()}PendingReplication',
                   'Dimensions': [{'Name': name, 'Value': value} for name, value in dimensions.items()]},
        'Period': 60, 'Stat': 'Maximum'}}

def check(event, context):
    after = event['Targets'][event['Target']]
    tables = read_tables(event)
    if list(tables) == [','.join(sorted(after))] and sum(map(len, tables.values())) > 2:
        return {'IsInEffect': 'yes', 'Tables': tables}
    check_table(tables, event['ExpectedActiveRegions'])
    if event['AcceptDataLoss'] != 'yes':
        problems = read_backlogs(event, find_edges(event, tables, after))
        if problems:
            raise Exception(f'replication is pending or its status is unknown: {"; ".join(problems)}')
    return {'IsInEffect': 'no', 'Tables': tables}
`;
