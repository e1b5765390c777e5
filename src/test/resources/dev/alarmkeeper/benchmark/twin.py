"""The peer of ./benchmark: a check as most scripts are written, six reads one after another."""

import json
import os
import urllib.request

import boto3

API = f"http://{os.environ['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/invocation"
ENDPOINT = os.environ["AWS_ENDPOINT_URL"]

cloudtrail, logs, cloudwatch, sns = (
    boto3.client(service, endpoint_url=ENDPOINT)
    for service in ("cloudtrail", "logs", "cloudwatch", "sns")
)


def check(control):
    trail = cloudtrail.describe_trails()["trailList"][0]
    recording = cloudtrail.get_trail_status(Name=trail["TrailARN"])["IsLogging"]
    group = trail["CloudWatchLogsLogGroupArn"].split(":")[6]
    filters = logs.describe_metric_filters(logGroupName=group)["metricFilters"]
    alarms = cloudwatch.describe_alarms(AlarmNames=[control + "_alarm"])["MetricAlarms"]
    topic = alarms[0]["AlarmActions"][0]
    sns.get_topic_attributes(TopicArn=topic)
    hearing = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    found = any(it["filterName"] == control + "_metric" for it in filters)
    return recording and found and alarms[0]["ActionsEnabled"] and bool(hearing)


while True:
    with urllib.request.urlopen(API + "/next") as event:
        request = event.headers["Lambda-Runtime-Aws-Request-Id"]
        event.read()
    answer = json.dumps({"verdict": "compliant" if check("root_usage") else "drift"}).encode()
    urllib.request.urlopen(
        urllib.request.Request(f"{API}/{request}/response", data=answer, method="POST")
    ).read()
