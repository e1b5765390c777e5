// Holds our policy judge against an implementation of IAM that nobody here wrote, over seeded random statements.
//   node judge.js write SEED COUNT FILE     writes the statements, one JSON line each
//   node judge.js compare FILE VERDICTS     judges each of them, and compares with ours: YES, NO or UNKNOWN a line
//   node judge.js page PAGE COUNTS [--write]  holds the page's table against the counts, or writes it
// Ours is more lenient where it lets what the other refuses, or overlooks a Deny that the other sees. Ours is surer
// where it says that a Deny hits, or that an Allow lets nobody in, and the other does not.
import { createInterface } from 'node:readline';
import { createReadStream, createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { loadPolicy } from '@cloud-copilot/iam-policy';

// The package's own door checks a policy before it judges it, and would refuse what AWS stores. Its engine does not.
const ENGINE = new URL('./node_modules/@cloud-copilot/iam-simulate/dist/esm/', import.meta.url);
const { authorize } = await import(new URL('core_engine/CoreSimulatorEngine.js', ENGINE));
const { AwsRequestImpl } = await import(new URL('request/request.js', ENGINE));
const { RequestContextImpl } = await import(new URL('requestContext.js', ENGINE));
const { DiscoveryContextKeyConstraints } = await import(new URL('context_keys/discoveryContextKeyConstraints.js', ENGINE));

const ACCOUNT = '111122223333';
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:alarms`;
const ALARM = `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:root_usage_alarm`;
const CLOUDWATCH = 'cloudwatch.amazonaws.com';
const NOW = '2026-11-25T10:00:00Z';

// What a request of CloudWatch surely carries; then what it may carry besides, in several worlds.
const SURE = {
  'aws:SourceAccount': ACCOUNT,
  'aws:SourceArn': ALARM,
  'aws:SourceOwner': ACCOUNT,
  'aws:SecureTransport': 'true',
  'aws:PrincipalIsAWSService': 'true',
  'aws:PrincipalServiceName': CLOUDWATCH,
  'aws:PrincipalServiceNamesList': [CLOUDWATCH, 'cloudwatch.us-east-1.amazonaws.com'],
  'aws:CurrentTime': NOW,
  'aws:EpochTime': NOW,
  'aws:RequestedRegion': 'us-east-1',
};
const WORLDS = [
  {},
  { 'aws:SourceOrgID': 'o-1', 'aws:SourceOrgPaths': ['o-1/r-1/ou-1'], 'aws:PrincipalAccount': ACCOUNT,
    'aws:SourceIp': '10.1.2.3', 'aws:ViaAWSService': 'false', 'aws:ResourceAccount': ACCOUNT, 'aws:PrincipalType': 'Service',
    'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/x`, 'aws:UserAgent': 'x', 'aws:ResourceTag/team': 'x' },
  { 'aws:SourceOrgID': 'o-2', 'aws:PrincipalAccount': '999988887777', 'aws:SourceIp': '203.0.113.9',
    'aws:ViaAWSService': 'true', 'aws:ResourceAccount': '999988887777', 'aws:UserAgent': 'y', 'aws:TagKeys': ['a'] },
];

function random(seed) { // mulberry32
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const STRINGS = [ACCOUNT, '999988887777', '1111*', '*', '????????????', '${*}', '1111${*}', '${aws:SourceAccount}',
  '${aws:PrincipalAccount}', "${aws:PrincipalTag/x, '111122223333'}", '${', '', 'o-1', 'o-2', 'o-*', 'us-east-1', 'US-EAST-1',
  CLOUDWATCH, 'CloudWatch.amazonaws.com', 'cloudwatch.*', 's3.amazonaws.com', 'true', ALARM, ALARM.replace('root', 'vpc'),
  `arn:aws:cloudwatch:*:${ACCOUNT}:alarm:*`, 'arn:aws:cloudwatch:*', 'x', '10.1.2.3', '\u00e4'];
const ARNS = [ALARM, ALARM.replace('root', 'vpc'), `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:*`, '*', 'arn:*', 'arn:aws:cloudwatch:*',
  'arn:aws:cloudwatch:*:alarm:*', 'arn:aws:cloudwatch:*:*:*', 'arn:aws:cloudwatch:*:*:alarm:root_usage_????m', 'arn:*:*:*:*:*', '*:*:*:*:*:*',
  'arn:aws:cloudwatch:us-east-1:999988887777:alarm:*', 'arn:aws:s3:::bucket', `arn:aws:cloudwatch:us-*-1:${ACCOUNT}:alarm:root*`,
  'arn:aws:cloudwatch:*:${aws:SourceAccount}:alarm:*', 'arn:aws:cloudwatch:*:${aws:PrincipalAccount}:alarm:*', `arn:aws:cloudwatch:*:${ACCOUNT}:alarm:root${'${*}'}`,
  `arn:aws:CloudWatch:us-east-1:${ACCOUNT}:alarm:*`, 'arn:aws:cloudwatch', 'x', '', `arn:aws*:cloud*:*:*${ACCOUNT}*:*:*`, `arn:aws:cloudwatch:us-east-1:${ACCOUNT}`];
const BOOLS = ['true', 'false', 'True', 'FALSE', 'yes', '1', '*', '${aws:SecureTransport}', ''];
// Seconds since 1970 are left out: the other compares them with milliseconds.
const DATES = ['2020-01-01', '2020-01-01T00:00:00Z', '2030-06-01', '2030-01-01T00:00:00+01:00', NOW, '2026-11-25T10:05:00Z', 'tomorrow', '*', '', '${aws:CurrentTime}'];
const NUMBERS = ['0', '10', '-1', '3.5', ACCOUNT, 'x', '*'];
const ADDRESSES = ['10.0.0.0/8', '203.0.113.0/24', '10.1.2.3', '0.0.0.0/0', '::/0', 'x'];
const KEYS = ['aws:SourceAccount', 'AWS:SourceAccount', 'aws:sourceaccount', 'aws:SourceArn', 'aws:SourceOwner', 'AWS:SourceOwner', 'aws:SecureTransport',
  'aws:PrincipalIsAWSService', 'aws:PrincipalServiceName', 'aws:PrincipalServiceNamesList', 'aws:CurrentTime', 'aws:EpochTime', 'aws:RequestedRegion',
  'aws:SourceOrgID', 'aws:SourceOrgPaths', 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:PrincipalAccount', 'aws:PrincipalArn',
  'aws:PrincipalTag/x', 'aws:PrincipalType', 'aws:SourceIp', 'aws:SourceVpc', 'aws:SourceVpce', 'aws:ViaAWSService', 'aws:CalledVia', 'aws:UserAgent',
  'aws:userid', 'aws:username', 'aws:MultiFactorAuthPresent', 'aws:MultiFactorAuthAge', 'aws:TokenIssueTime', 'aws:ResourceAccount', 'aws:ResourceTag/team',
  'aws:TagKeys', 'sns:Protocol', 'sns:Endpoint', 'aws:SomethingNew', 'aws:FederatedProvider', 'aws:VpcSourceIp'];
const FAMILIES = [
  [['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'], STRINGS,
    ['aws:SourceAccount', 'aws:SourceArn', 'AWS:SourceOwner', 'aws:PrincipalServiceName', 'aws:PrincipalServiceNamesList', 'aws:RequestedRegion']],
  [['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'], ARNS, ['aws:SourceArn']],
  [['Bool'], BOOLS, ['aws:SecureTransport', 'aws:PrincipalIsAWSService', 'aws:ViaAWSService', 'aws:MultiFactorAuthPresent']],
  [['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'], DATES,
    ['aws:CurrentTime', 'aws:EpochTime', 'aws:TokenIssueTime']],
  [['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals'], NUMBERS,
    ['aws:MultiFactorAuthAge', 'aws:EpochTime', 'aws:SourceAccount']],
  [['IpAddress', 'NotIpAddress'], ADDRESSES, ['aws:SourceIp', 'aws:VpcSourceIp']],
  [['BinaryEquals'], ['QQ==', 'x'], ['aws:SomethingNew', 'aws:SourceAccount']],
  [['Null'], ['true', 'false', 'True', 'x', ''], KEYS],
];

function generator(seed) {
  const next = random(seed);
  const chance = (odds) => next() < odds;
  const pick = (list) => list[Math.floor(next() * list.length)];
  const some = (list, most) => Array.from({ length: 1 + Math.floor(next() * most) }, () => pick(list));
  const oneOrMany = (values) => (values.length === 1 && chance(0.6) ? values[0] : values);
  const spelt = (name) => (chance(0.02) ? name.toLowerCase() : name);

  function operator(names) {
    const name = spelt(pick(names));
    const each = name === 'Null' || chance(0.75) ? '' : pick(['ForAllValues:', 'ForAnyValue:']);
    return each + name + (name !== 'Null' && chance(0.25) ? 'IfExists' : '');
  }

  function conditions() {
    const block = {};
    for (let left = Math.floor(next() * 4); left > 0; left--) {
      const [names, values, usual] = pick(FAMILIES);
      const key = chance(0.6) ? pick(usual) : pick(KEYS);
      const wanted = chance(0.05) ? pick(FAMILIES)[1] : values;
      const name = chance(0.02) ? pick(['SomethingNew', 'BoolNotEquals', 'NullIfExists', 'StringEqual']) : operator(names);
      block[name] = { ...block[name], [key]: oneOrMany(some(wanted, 3)) };
    }
    return block;
  }

  const PRINCIPALS = [
    () => '*', () => '*', () => ({ AWS: '*' }), () => ({ Service: CLOUDWATCH }), () => ({ Service: CLOUDWATCH }), () => ({ Service: CLOUDWATCH }),
    () => ({ Service: some([CLOUDWATCH, 's3.amazonaws.com', 'cloudwatch.us-east-1.amazonaws.com', 'CloudWatch.amazonaws.com', '*'], 3) }),
    () => ({ AWS: some([ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`, `arn:aws:iam::${ACCOUNT}:role/x`, '*', 'arn:aws:iam::*:root', 'AIDAX'], 3) }),
    () => ({ AWS: ACCOUNT, Service: CLOUDWATCH }), () => ({ Federated: 'accounts.google.com' }), () => ({ CanonicalUser: '79a5' }), () => ({}),
  ];
  const ACTIONS = ['sns:Publish', 'SNS:Publish', 'sns:publish', 'sns:*', 'sns:Pub*', 'sns:Publis?', 'sns:P?b*', '*', 'sns:Subscribe', 'SNS:PublishBatch', 's3:*',
    'sns:*lish', 'sns:', '**', 'sns:?ublish'];
  const RESOURCES = [TOPIC, TOPIC, '*', `arn:aws:sns:us-east-1:${ACCOUNT}:*`, 'arn:aws:sns:*:*:al*ms', 'arn:aws:sns:*', 'arn:aws:*:alarms', 'arn:*', `arn:aws:sns:*:${ACCOUNT}:alarms`,
    `arn:aws:sns:us-east-1:${ACCOUNT}:other`, 'arn:aws:sns:us-east-1:999988887777:alarms', 'arn:aws:SNS:us-east-1:111122223333:alarms', TOPIC + ':*', TOPIC + '?', TOPIC.slice(0, -1) + '?',
    'arn:aws:sns:us-east-1:${aws:SourceAccount}:alarms', 'arn:aws:sns:us-east-1:111122223333:${aws:username}', 'arn:aws:s3:::x', 'arn:aws:sns:us-east-1:111122223333:ALARMS'];

  return () => {
    const statement = { Sid: 'S', Effect: chance(0.5) ? 'Allow' : 'Deny' };
    statement[chance(0.12) ? 'NotPrincipal' : 'Principal'] = pick(PRINCIPALS)();
    statement[chance(0.1) ? 'NotAction' : 'Action'] = oneOrMany(chance(0.6) ? some(ACTIONS.slice(0, 8), 2) : some(ACTIONS, 3));
    statement[chance(0.1) ? 'NotResource' : 'Resource'] = oneOrMany(chance(0.6) ? some(RESOURCES.slice(0, 5), 2) : some(RESOURCES, 3));
    const block = conditions();
    if (Object.keys(block).length > 0 || chance(0.1)) {
      statement.Condition = block;
    }
    return statement;
  };
}

/** Whether the statement applies, in each world; throws where the other does not understand it. */
function applies(statement) {
  const allows = statement.Effect === 'Allow';
  const everything = { Effect: 'Allow', Principal: { Service: CLOUDWATCH }, Action: '*', Resource: '*' };
  return WORLDS.map((world) => {
    const context = new RequestContextImpl({ ...SURE, ...world });
    const { result } = authorize({
      request: new AwsRequestImpl(CLOUDWATCH, { resource: TOPIC, accountId: ACCOUNT }, 'sns:Publish', context),
      identityPolicies: [], serviceControlPolicies: [], resourceControlPolicies: [],
      resourcePolicy: loadPolicy({ Version: '2012-10-17', Statement: allows ? [statement] : [everything, statement] }, { name: 'topic' }),
      simulationParameters: { simulationMode: 'Strict', discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([]) },
      serviceSettings: { s3: {} },
    });
    return allows ? result === 'Allowed' : result === 'ExplicitlyDenied';
  });
}

function write(seed, count, file) {
  const out = createWriteStream(file);
  const generate = generator(seed);
  for (let made = 0; made < count; made++) {
    out.write(JSON.stringify(generate()) + '\n');
  }
  out.end();
}

async function compare(file, verdicts) {
  const ours = readFileSync(verdicts, 'utf8').trimEnd().split('\n');
  const counts = { statements: 0, lenient: 0, surer: 0, agreed: 0, stricter: 0, refused: 0 };
  const shown = { lenient: 0, surer: 0 };
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const statement = JSON.parse(line);
    const our = ours[counts.statements++];
    let worlds;
    try {
      worlds = applies(statement);
    } catch (notUnderstood) {
      if (counts.refused++ < 3) {
        console.error(`refused: ${notUnderstood.message}: ${line}`);
      }
      continue;
    }
    const all = worlds.every((it) => it);
    const none = worlds.every((it) => !it);
    const allows = statement.Effect === 'Allow';
    const claims = our === 'YES' ? all : our === 'NO' ? none : true;
    const verdict = !claims ? ((our === 'YES') === allows ? 'lenient' : 'surer') : our === 'UNKNOWN' && (all || none) ? 'stricter' : 'agreed';
    counts[verdict]++;
    if (verdict in shown && shown[verdict]++ < 5) {
      console.error(`${verdict}: ours ${our}, theirs ${worlds}: ${line}`);
    }
  }
  if (counts.statements !== ours.length) {
    console.error(`${ours.length} verdicts for ${counts.statements} statements`);
    process.exitCode = 1;
  }
  const of = (number) => number.toLocaleString('en');
  console.log([
    '| random policy statements, seeded | count |', '|---|---|',
    `| judged | ${of(counts.statements)} |`,
    `| ours is more lenient: it lets what the other refuses, or overlooks a Deny | ${of(counts.lenient)} |`,
    `| ours is surer: it calls a Deny or a missing permission certain, and the other does not | ${of(counts.surer)} |`,
    `| both say the same, or ours says "unknown" and it depends | ${of(counts.agreed)} |`,
    `| ours is stricter: it says "unknown" where the other decides | ${of(counts.stricter)} |`,
    `| the other does not understand the statement | ${of(counts.refused)} |`,
  ].join('\n'));
  if (counts.lenient > 0 || counts.surer > 0 || counts.refused > counts.statements / 20) {
    process.exitCode = 1;
  }
}

function page(file, counts, mode) {
  const text = readFileSync(file, 'utf8');
  const block = /(<!-- policy-judge -->\n)[^]*?(<!-- \/policy-judge -->)/;
  const told = text.replace(block, `$1\n${readFileSync(counts, 'utf8')}\n$2`);
  if (mode === '--write') {
    writeFileSync(file, told);
  } else if (told !== text) {
    console.error(`${file} tells other counts: run .ci/policy-judge --write`);
    process.exitCode = 1;
  }
}

const [command, ...rest] = process.argv.slice(2);
if (command === 'write') {
  write(Number(rest[0]), Number(rest[1]), rest[2]);
} else if (command === 'compare') {
  await compare(rest[0], rest[1]);
} else {
  page(rest[0], rest[1], rest[2]);
}
