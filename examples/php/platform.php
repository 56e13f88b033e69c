<?php
declare(strict_types=1);

// 3AS over its REST API: the token, the calls, and what they answer in the words of the HTTP contract.

/** An error as the page gets it. */
final class Refusal extends Exception
{
    public function __construct(
        public readonly int $status,
        public readonly string $errorCode,
        string $message,
        public readonly mixed $details = null,
        public readonly ?string $hint = null,
    ) {
        parent::__construct($message);
    }
}

/** What 3AS answered to a call that was not a success; 0 where no answer came, and it is not known what became of it. */
final class PlatformFailure extends Exception
{
    public function __construct(public readonly int $status)
    {
        parent::__construct("3AS answered $status");
    }
}

/** @return array{apiUrl: string, dashboardUrl: string, intpId: string, privateKey: string} */
function settings(): array
{
    static $settings = null;
    if ($settings !== null) return $settings;
    $apiUrl = getenv('THREE_AS_API_URL') ?: 'http://127.0.0.1:4300';
    $dashboardUrl = getenv('THREE_AS_DASHBOARD_URL') ?: 'http://127.0.0.1:4301';
    foreach ([$apiUrl, $dashboardUrl] as $url) {
        if (isOnThisMachine($url) || parse_url($url, PHP_URL_SCHEME) === 'https') continue;
        error_log("$url: beyond this machine tokens travel by https only.");
        throw new PlatformFailure(0);
    }
    $settings = [
        'apiUrl' => $apiUrl,
        'dashboardUrl' => $dashboardUrl,
        'intpId' => getenv('THREE_AS_INTP_ID') ?: '',
        'privateKey' => (string) @file_get_contents(getenv('THREE_AS_PRIVATE_KEY_FILE') ?: '/dev/null'),
    ];
    if ($settings['intpId'] === '' && isOnThisMachine($apiUrl)) {
        // A sandbox says who its demo partner is, key included.
        $demo = json_decode((string) @file_get_contents("$apiUrl/__sandbox/demo"), true)['intps'][0] ?? null;
        if ($demo) [$settings['intpId'], $settings['privateKey']] = [$demo['id'], $demo['privateKey']];
    }
    if ($settings['privateKey'] === '') {
        error_log("No key: start the sandbox (npx react-3as-sandbox), or set THREE_AS_INTP_ID and THREE_AS_PRIVATE_KEY_FILE.");
        $settings = null;
        throw new PlatformFailure(0);
    }
    return $settings;
}

function isOnThisMachine(string $url): bool
{
    return in_array(parse_url($url, PHP_URL_HOST), ['127.0.0.1', 'localhost', '[::1]'], true);
}

/** A JWT, RS256, good for ten minutes unless said otherwise. Without a customer it is the partner's own. */
function token(?string $customerId = null, int $lifeSeconds = 600): string
{
    ['intpId' => $intpId, 'privateKey' => $key] = settings();
    $now = time();
    $claims = $customerId === null
        ? ['roles' => ['intp'], 'intp_id' => $intpId]
        : ['roles' => ['intpc'], 'intp_id' => $intpId, 'intpc_id' => $customerId];
    $encode = fn(string $bytes): string => rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    $head = $encode(json_encode(['alg' => 'RS256', 'typ' => 'JWT', 'kid' => $intpId]));
    $body = $encode(json_encode($claims + ['iat' => $now, 'exp' => $now + $lifeSeconds]));
    openssl_sign("$head.$body", $signature, $key, OPENSSL_ALGO_SHA256);
    return "$head.$body." . $encode($signature);
}

/** The whole answer of a call. @throws PlatformFailure */
function call(string $method, string $path, ?array $body = null): array
{
    $curl = curl_init(settings()['apiUrl'] . $path);
    curl_setopt_array($curl, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . token(), 'Content-Type: application/json'],
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 10,
    ] + ($body === null ? [] : [CURLOPT_POSTFIELDS => json_encode($body)]));
    $text = curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if ($text === false) throw new PlatformFailure(0);
    if ($status < 200 || $status > 299) throw new PlatformFailure($status);
    return json_decode($text, true) ?? [];
}

/** The payload of a read; null where there is none. What else goes wrong is the platform's. */
function readPlatform(string $path): ?array
{
    try {
        return call('GET', $path)['payload'] ?? null;
    } catch (PlatformFailure $failure) {
        if ($failure->status === 404) return null;
        throw new Refusal(502, 'platform_unavailable', 'The analytics platform could not be asked.');
    }
}

function company(): array
{
    $company = readPlatform('/v2/3as/company-details') ?? [];
    $billingMode = $company['billingMode'] ?? null;
    $holder = ['website' => 'website', 'intpc' => 'customer'][$company['subscriptionType'] ?? ''] ?? null;
    // Taken for something else, a plan that the dashboard sells would be sold here as well.
    if (!in_array($billingMode, ['company_managed', 'platform_managed'], true) || $holder === null) {
        throw new Refusal(502, 'platform_unavailable', 'The analytics platform says something unknown.');
    }
    return ['billingMode' => $billingMode, 'holder' => $holder];
}

function noWebsite(): Refusal
{
    // The same for one that is not there and for one of another customer: who asks learns nothing.
    return new Refusal(404, 'not_found', 'There is no such website, or it is not yours.');
}

/** A website and what the person may do with it: `owner` is true for who belongs to its customer. */
function websiteFor(array $person, string $websiteId): array
{
    // A client of HTTP would take these for steps in the path.
    if ($websiteId === '.' || $websiteId === '..') throw noWebsite();
    $website = readPlatform('/v2/3as/websites/' . rawurlencode($websiteId));
    if ($website === null || $website['intpWebsiteId'] !== $websiteId) throw noWebsite();
    $isOwner = $website['intpCustomerId'] === $person['customerId'];
    if (!$isOwner && roleAmongContributors($websiteId, $person['customerId']) === null) throw noWebsite();
    return ['website' => $website, 'isOwner' => $isOwner, 'role' => $isOwner ? $person['role'] : 'viewer'];
}

function roleAmongContributors(string $websiteId, string $customerId): ?string
{
    $listed = readPlatform('/v3/3as/websites/' . rawurlencode($websiteId) . '/contributors')['contributors'] ?? [];
    foreach (['editor', 'watcher', 'dashboard'] as $role) {
        if (in_array($customerId, array_column($listed[$role] ?? [], 'intpCustomerId'), true)) return $role;
    }
    return null;
}

/** @return list<array> every website that a customer owns */
function websitesOf(string $customerId): array
{
    $found = [];
    for ($page = 0; ; $page++) {
        $query = http_build_query(['externalCustomerId' => $customerId, 'page' => $page, 'pageSize' => 100]);
        $listed = readPlatform("/v2/3as/websites?$query") ?? [];
        array_push($found, ...$listed);
        if (count($listed) < 100) break;
    }
    return array_values(array_filter($found, fn(array $website) => $website['intpCustomerId'] === $customerId));
}

const TRIALS = ['unlimited_free_trial', 'unlimited_30_day_free_trial'];

/** @return list<array> what the holder of a subscription may have, trial packages included, as the contract has them */
function packagesFor(array $website, string $holder): array
{
    $query = $holder === 'website'
        ? ['intpWebsiteId' => $website['intpWebsiteId']]
        : ['intpCustomerId' => $website['intpCustomerId']];
    return array_map(fn(array $package) => [
        'id' => $package['id'],
        'name' => $package['name'] !== '' ? $package['name'] : null,
        // Rounded: 19.99 * 100 is less than 1999 in floating point.
        'price' => ['amountMinor' => (int) round((float) $package['price'] * 100), 'currency' => $package['currency']],
        'interval' => $package['period'] === 'yearly' ? 'yearly' : 'monthly',
        'limit' => limitOf($package['touchpoints']),
        'isRecommended' => $package['recommended'] ?? false,
        'isTrial' => in_array($package['name'], TRIALS, true),
    ], readPlatform('/v2/3as/packages?' . http_build_query($query)) ?? []);
}

function limitOf(int $touchpoints): int|string
{
    return $touchpoints < 0 ? 'unlimited' : $touchpoints;
}

/** The platform's words for a status, and the contract's. */
const STATUSES = [
    'active' => 'active',
    'canceled' => 'ending',
    'cancelled' => 'ending',
    'inactive' => 'ended',
    'pending' => 'ended',
];

/** What a website has, as the contract has it. A field that is not known is null, and never left out. */
function subscriptionOf(array $website, array $packages): array
{
    if (($website['packageId'] ?? '') === '') return ['status' => 'none'];
    $status = STATUSES[$website['status']]
        ?? throw new Refusal(502, 'platform_unavailable', 'The analytics platform says something unknown.');
    $known = findPackage($packages, $website['packageId']);
    $plan = [
        'packageId' => $website['packageId'],
        'name' => ($website['packageName'] ?? '') ?: $known['name'] ?? null,
        'interval' => ($website['billingInterval'] ?? '') === 'yearly' ? 'yearly' : 'monthly',
        'limit' => $known['limit'] ?? (isset($website['consumption']) ? limitOf($website['consumption']['stpLimit']) : null),
        'price' => $known['price'] ?? null,
    ];
    $hadTrial = $website['hadTrial'] ?? false;
    if ($status === 'ended') return ['status' => $status, 'plan' => $plan, 'hadTrial' => $hadTrial];
    $inTrial = $website['inTrial'] ?? false;
    $running = [
        'status' => $status,
        'plan' => $plan,
        'trial' => $inTrial ? ['kind' => in_array($website['packageName'], TRIALS, true) ? 'unlimited' : 'package'] : null,
        'endsAt' => instant($website['expiresAt'] ?? null),
        'hadTrial' => $hadTrial,
    ];
    if ($status !== 'active') return $running;
    $plannedId = $website['plannedDowngradePackageId'] ?? null;
    // That a trial falls to the free package at its end was not planned by the customer.
    $planned = $plannedId && !$inTrial ? [
        'packageId' => $plannedId,
        'name' => $website['plannedDowngradePackageName'] ?? null,
        'interval' => findPackage($packages, $plannedId)['interval'] ?? null,
    ] : null;
    return $running + ['planned' => $planned];
}

function findPackage(array $packages, string $id): ?array
{
    foreach ($packages as $package) if ($package['id'] === $id) return $package;
    return null;
}

function usageOf(array $website, string $holder): array
{
    if (!isset($website['consumption'])) return ['kind' => 'unknown'];
    ['stpLimit' => $limit, 'stpConsumed' => $used] = $website['consumption'];
    $period = ['used' => $used, 'resetsAt' => instant($website['stpResetAt'] ?? null)];
    return match (true) {
        $holder === 'customer' => ['kind' => 'pool_share'] + $period,
        $limit === 0 => ['kind' => 'no_tracking'],
        $limit < 0 => ['kind' => 'unlimited'] + $period,
        default => ['kind' => 'limited', 'limit' => $limit] + $period,
    };
}

/** A moment of the platform, or now, in the contract's form: ISO 8601 with milliseconds. */
function instant(?string $text): ?string
{
    if ($text === null || $text === '') return null;
    return (new DateTimeImmutable($text))->setTimezone(new DateTimeZone('UTC'))->format('Y-m-d\TH:i:s.v\Z');
}
