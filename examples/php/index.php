<?php
declare(strict_types=1);

// The backend of react-3as in PHP: php -S 127.0.0.1:8000 index.php

ini_set('display_errors', '0');
require __DIR__ . '/platform.php';
require __DIR__ . '/plans.php';
require __DIR__ . '/orders.php';

const BASE_PATH = '/api/analytics';
const CONTRACT_VERSION = '1';

/**
 * Where your page is, such as http://localhost:5173: other sites may not act for who is signed in. Without it, the page is on
 * the host that was called, or its browser says that it is on the same origin, which no other site can make it say.
 */
define('PAGE_ORIGIN', getenv('PAGE_ORIGIN') ?: null);

/**
 * Who is asking. Yours: `$_SESSION['user']`, or what your framework knows. These three are for trying it with the sandbox.
 *
 * @return ?array{customerId: string, role: 'manager'|'viewer', viewerId: ?string}
 */
function whoAsks(): ?array
{
    if (!isOnThisMachine(settings()['apiUrl'])) return null;
    return match ($_SERVER['HTTP_X_DEMO_USER'] ?? '') {
        'acme-manager' => ['customerId' => 'acme', 'role' => 'manager', 'viewerId' => null],
        'acme-viewer' => ['customerId' => 'acme', 'role' => 'viewer', 'viewerId' => 'acme-viewer'],
        'globex-manager' => ['customerId' => 'globex', 'role' => 'manager', 'viewerId' => null],
        default => null,
    };
}

/** What a page is told that a person may do. */
const RIGHTS = ['manager' => ['look', 'plan', 'billing', 'team', 'keys', 'activate'], 'viewer' => ['look']];

const ROUTES = [
    '/websites' => ['GET', 'listWebsites'],
    '/dashboard-url' => ['GET', 'dashboardUrl'],
    '/packages' => ['GET', 'listPackages'],
    '/subscription' => ['GET', 'showSubscription'],
    '/quotes' => ['POST', 'createQuote'],
    '/changes' => ['POST', 'startChange'],
    '/change' => ['GET', 'showChange'],
    '/changes/abandon' => ['POST', 'abandonChange'],
];

try {
    respond(200, answer());
} catch (Refusal $refusal) {
    respondWithError($refusal);
} catch (PlatformFailure $failure) {
    $hint = $failure->status === 0 ? 'For the operator: check THREE_AS_API_URL, and that the sandbox runs where it is the platform.' : null;
    respondWithError(new Refusal(502, 'platform_unavailable', 'The analytics platform could not be asked.', hint: $hint));
} catch (Throwable $error) {
    error_log((string) $error);
    respondWithError(new Refusal(500, 'internal', 'Something went wrong on our side.'));
}

function answer(): array
{
    $path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) ?: '';
    $route = str_starts_with($path, BASE_PATH) ? ROUTES[substr($path, strlen(BASE_PATH))] ?? null : null;
    if ($route === null) throw new Refusal(404, 'not_found', 'There is no such route.');
    [$method, $function] = $route;
    $asked = $_SERVER['REQUEST_METHOD'] === 'HEAD' ? 'GET' : $_SERVER['REQUEST_METHOD'];
    if ($asked !== $method) {
        header('Allow: ' . ($method === 'GET' ? 'GET, HEAD' : 'POST'));
        throw new Refusal(405, 'invalid_request', "This route takes $method.");
    }
    header('Cache-Control: ' . ($function === 'dashboardUrl' ? 'no-store' : 'private, no-cache'));
    refuseOtherPages($method);
    $person = whoAsks() ?? throw new Refusal(401, 'unauthenticated', 'Sign in to see this.');
    // The page may name the customer that it shows. One person has one customer here.
    $customer = rawurldecode($_SERVER['HTTP_X_REACT_3AS_CUSTOMER'] ?? '');
    if ($customer !== '' && $customer !== $person['customerId']) {
        throw new Refusal(404, 'not_found', 'There is no such website.');
    }
    return $function($person, $method === 'GET' ? $_GET : body());
}

/** @throws Refusal for a page of another site, or of another major version of the contract */
function refuseOtherPages(string $method): void
{
    $origin = $_SERVER['HTTP_ORIGIN'] ?? null;
    $isOurs = PAGE_ORIGIN !== null
        ? $origin === PAGE_ORIGIN
        : ($_SERVER['HTTP_SEC_FETCH_SITE'] ?? '') === 'same-origin'
            || preg_replace('#^https?://#', '', (string) $origin) === $_SERVER['HTTP_HOST'];
    $isJson = preg_match('#^application/json\s*(;|$)#i', $_SERVER['CONTENT_TYPE'] ?? '') === 1;
    $version = $_SERVER['HTTP_X_REACT_3AS'] ?? '';
    $isElsewhere = $origin !== null && !$isOurs;
    if ($isElsewhere || ($method === 'POST' && !($isJson && $version !== ''))) {
        $hint = $isElsewhere
            ? 'If the page is yours, start this backend with PAGE_ORIGIN set to its origin, such as http://localhost:5173.'
            : 'Send JSON and the header x-react-3as: 1, as createHttpAdapter does.';
        throw new Refusal(403, 'cross_site', 'This request may come from another site.', hint: $hint);
    }
    if ($version !== '' && $version !== CONTRACT_VERSION) {
        $hint = 'Deploy page and backend of the same major version. Reload a page that was open before.';
        throw new Refusal(409, 'version_mismatch', 'Page and backend speak different versions of the contract.', hint: $hint);
    }
}

function body(): array
{
    $text = (string) file_get_contents('php://input', length: 16_385);
    if (strlen($text) > 16_384) throw new Refusal(413, 'too_large', 'The request is larger than 16 kB.');
    $body = json_decode($text, true, 32);
    return is_array($body) ? $body : throw invalid('the body');
}

function invalid(string $field): Refusal
{
    return new Refusal(400, 'invalid_request', "The request is not valid at $field.");
}

/** An id of the input: free text, and never empty. */
function id(array $input, string $field): string
{
    return textOf($input, $field, 1, 512);
}

function textOf(array $input, string $field, int $least, int $most): string
{
    $text = $input[$field] ?? null;
    if (!is_string($text) || mb_strlen($text) < $least || mb_strlen($text) > $most) throw invalid($field);
    return $text;
}

function respond(int $status, array $body): void
{
    http_response_code($status);
    header('Content-Type: application/json');
    if ($_SERVER['REQUEST_METHOD'] !== 'HEAD') echo json_encode($body, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
}

function respondWithError(Refusal $refusal): void
{
    header('Cache-Control: no-store');
    $error = [
        'code' => $refusal->errorCode,
        'message' => $refusal->getMessage(),
        'hint' => $refusal->hint,
        'retryable' => in_array($refusal->status, [429, 500, 502], true),
    ];
    respond($refusal->status, ['error' => $error + ($refusal->details === null ? [] : ['details' => $refusal->details])]);
}

function listWebsites(array $person): array
{
    return ['websites' => array_map(fn(array $website) => [
        'websiteId' => $website['intpWebsiteId'],
        'domain' => $website['domain'],
        'status' => STATUSES[$website['status']] ?? 'active',
        'planName' => in_array($website['packageName'], ['', ...TRIALS], true) ? null : $website['packageName'],
        'may' => RIGHTS[$person['role']],
    ], websitesOf($person['customerId']))];
}

/** A token opens all that its customer may open, as that customer: a viewer never gets the owner's. */
function dashboardUrl(array $person, array $query): array
{
    $websiteId = id($query, 'websiteId');
    ['role' => $role] = websiteFor($person, $websiteId);
    $signFor = $person['role'] === 'manager' ? $person['customerId'] : $person['viewerId'];
    $mayLook = $person['role'] === 'manager'
        || ($signFor !== null && in_array(roleAmongContributors($websiteId, $signFor), ['watcher', 'dashboard'], true));
    if (!$mayLook) throw new Refusal(403, 'viewer_unknown', 'There is no dashboard for this viewer yet.');
    $lifeSeconds = 3600;
    $query = ['intpc_token' => token($signFor, $lifeSeconds), 'externalWebsiteId' => $websiteId];
    if ($role === 'manager') $query['allowUpgrade'] = 'true';
    return [
        'url' => settings()['dashboardUrl'] . '?' . http_build_query($query, '', '&', PHP_QUERY_RFC3986),
        'expiresInSeconds' => $lifeSeconds,
    ];
}

function listPackages(array $person, array $query): array
{
    ['website' => $website] = websiteFor($person, id($query, 'websiteId'));
    $packages = packagesFor($website, company()['holder']);
    return ['packages' => array_values(array_filter($packages, fn(array $package) => !$package['isTrial']))];
}

function showSubscription(array $person, array $query): array
{
    $standing = standingOf($person, id($query, 'websiteId'));
    $open = $standing['role'] === 'manager' ? openOrder($standing) : null;
    return [
        'now' => instant('now'),
        'websiteId' => $standing['websiteId'],
        'may' => RIGHTS[$standing['role']],
        'billingMode' => $standing['billingMode'],
        'holder' => $standing['holder'],
        'subscription' => $standing['subscription'],
        'usage' => $standing['usage'],
        'openChange' => $open === null ? null : changeOf($open),
        'allowsIntervalSwitch' => false,
        // Yours: standing is `due`, `overdue` or `disputed` while an invoice is open, with amount, deadline and payUrl.
        'payment' => ['standing' => 'paid'],
        'isChargeMissing' => false,
        'refusesUpgrades' => false,
    ];
}

/** All that a change is decided by, as it stands now. */
function standingOf(array $person, string $websiteId): array
{
    ['website' => $website, 'role' => $role] = websiteFor($person, $websiteId);
    ['holder' => $holder, 'billingMode' => $billingMode] = company();
    $packages = packagesFor($website, $holder);
    return [
        'person' => $person,
        'role' => $role,
        'websiteId' => $websiteId,
        'customerId' => $website['intpCustomerId'],
        'target' => $holder === 'website' ? "website:$websiteId" : "customer:{$website['intpCustomerId']}",
        'holder' => $holder,
        'billingMode' => $billingMode,
        'packages' => $packages,
        'subscription' => subscriptionOf($website, $packages),
        'usage' => usageOf($website, $holder),
    ];
}

function freshStanding(array $standing): array
{
    return standingOf($standing['person'], $standing['websiteId']);
}

/** @throws Refusal for whoever is not a manager of the owner */
function changeable(array $person, array $input): array
{
    $standing = standingOf($person, id($input, 'websiteId'));
    if ($standing['role'] !== 'manager') throw new Refusal(403, 'forbidden', 'Only a manager can change the plan.');
    if ($standing['billingMode'] === 'platform_managed') throw new Refusal(501, 'not_supported', 'Plans are changed inside the dashboard.');
    return $standing;
}

function packageOnOffer(array $standing, string $packageId): array
{
    $package = findPackage($standing['packages'], $packageId);
    if ($package === null || $package['isTrial']) throw new Refusal(404, 'not_found', 'There is no such plan on offer.');
    return $package;
}

function createQuote(array $person, array $input): array
{
    $packageId = id($input, 'packageId');
    $standing = changeable($person, $input);
    $open = openOrder($standing);
    if ($open !== null) throw new Refusal(409, 'change_open', 'Another change of this plan is under way.', changeOf($open));
    return keepQuote($standing, packageOnOffer($standing, $packageId));
}

function startChange(array $person, array $input): array
{
    textOf($input, 'idempotencyKey', 8, 200);
    $intent = $input['intent'] ?? null;
    $kind = is_array($intent) ? $intent['kind'] ?? null : null;
    if (!in_array($kind, ['choose', 'cancel', 'resume', 'keep'], true)) throw invalid('intent');
    $intent = $kind === 'choose' ? ['kind' => $kind, 'packageId' => id($intent, 'packageId')] : ['kind' => $kind];
    $quote = $input['quote'] ?? null;
    if ($quote !== null) {
        if (!is_array($quote) || !is_int($quote['amountMinor'] ?? null) || $quote['amountMinor'] < 0) throw invalid('quote');
        $quote = ['id' => id($quote, 'id'), 'amountMinor' => $quote['amountMinor']];
    }
    return startOrder(changeable($person, $input), ['intent' => $intent, 'quote' => $quote] + $input);
}

function showChange(array $person, array $query): array
{
    $changeId = id($query, 'changeId');
    return changeOf(findOrder(changeable($person, $query), $changeId));
}

/** What is invoiced is delivered first, so there is never anything unpaid to withdraw. */
function abandonChange(array $person, array $input): array
{
    return showChange($person, $input);
}
