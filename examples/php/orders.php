<?php
declare(strict_types=1);

// One table. A row is born as a quote; choosing makes an order of it, and its end says what is to be invoiced.

/** Until then an unanswered call may still take effect. */
define('GRACE_SECONDS', (int) (getenv('GRACE_SECONDS') ?: 60));

function db(): PDO
{
    static $db = null;
    if ($db) return $db;
    $db = new PDO('sqlite:' . ordersFile());
    $db->exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL');
    $db->exec(<<<SQL
        CREATE TABLE IF NOT EXISTS orders (
            id TEXT PRIMARY KEY,
            state TEXT NOT NULL, -- quoted, applying, applied, refused
            target TEXT NOT NULL, -- whose subscription: website:… or customer:…
            customer_id TEXT NOT NULL,
            website_id TEXT NOT NULL,
            intent TEXT, -- JSON, as the page sent it
            quote TEXT, -- JSON; null where nothing is chosen
            fingerprint TEXT,
            idempotency_key TEXT,
            body_hash TEXT,
            reason TEXT,
            due_minor INTEGER,
            currency TEXT,
            made_at INTEGER NOT NULL,
            started_at TEXT,
            sent_at INTEGER,
            ended_at TEXT,
            invoiced_at TEXT -- yours
        );
        CREATE UNIQUE INDEX IF NOT EXISTS one_order_a_key ON orders (customer_id, target, idempotency_key);
        CREATE UNIQUE INDEX IF NOT EXISTS one_open_order ON orders (target) WHERE state = 'applying';
        SQL);
    return $db;
}

function ordersFile(): string
{
    $file = getenv('ORDERS_DB');
    if ($file) return $file;
    // A web server would hand out what lies beside index.php to whoever asks.
    if (!isOnThisMachine(settings()['apiUrl'])) throw new RuntimeException('Set ORDERS_DB to a file that no web server serves.');
    return __DIR__ . '/orders.sqlite';
}

function rows(string $sql, array $values): array
{
    $statement = db()->prepare($sql);
    $statement->execute($values);
    return $statement->fetchAll(PDO::FETCH_ASSOC);
}

/** How many rows it has changed. */
function write(string $sql, array $values): int
{
    $statement = db()->prepare($sql);
    $statement->execute($values);
    return $statement->rowCount();
}

/** Makes a quote and keeps it. */
function keepQuote(array $standing, array $to): array
{
    write("DELETE FROM orders WHERE state = 'quoted' AND made_at < ?", [time() - QUOTE_SECONDS]);
    $held = rows("SELECT count(*) AS many FROM orders WHERE state = 'quoted' AND customer_id = ?", [$standing['customerId']]);
    if ($held[0]['many'] >= 100) throw new Refusal(429, 'rate_limited', 'Too many plans were looked at. Try again later.');
    $quote = quoteFor($standing['websiteId'], $standing['subscription'], $standing['usage'], $to);
    write(
        "INSERT INTO orders (id, state, target, customer_id, website_id, quote, fingerprint, due_minor, currency, made_at)
         VALUES (?, 'quoted', ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            $quote['id'], $standing['target'], $standing['customerId'], $standing['websiteId'], json_encode($quote),
            fingerprintOf($standing['subscription'], $to), amountOf($quote), $to['price']['currency'], time(),
        ],
    );
    return $quote;
}

/** Starts what the page asks for, or finds it. */
function startOrder(array $standing, array $input, bool $isAgain = false): array
{
    ['target' => $target, 'customerId' => $customerId] = $standing;
    $bodyHash = hash('sha256', json_encode([$input['websiteId'], $input['intent'], $input['quote']]));
    $known = rows(
        'SELECT * FROM orders WHERE customer_id = ? AND target = ? AND idempotency_key = ?',
        [$customerId, $target, $input['idempotencyKey']],
    )[0] ?? null;
    if ($known !== null) {
        if ($known['body_hash'] === $bodyHash) return changeOf(settle($known, $standing));
        throw new Refusal(409, 'conflict', 'This idempotency key belongs to another change.');
    }
    $open = openOrder($standing);
    if ($open !== null) {
        if (json_decode($open['intent'], true) == $input['intent']) return changeOf($open);
        throw new Refusal(409, 'change_open', 'Another change of this plan is under way.', changeOf($open));
    }
    if (standsAlready($standing['subscription'], $input['intent'])) return nothingToDo($input['intent']);
    $order = [
        'intent' => json_encode($input['intent']),
        'idempotency_key' => $input['idempotencyKey'],
        'body_hash' => $bodyHash,
        'started_at' => instant('now'),
        'sent_at' => time(),
    ];
    try {
        $isChoice = $input['intent']['kind'] === 'choose';
        $id = $isChoice ? takeQuote($standing, $input, $order) : addOrder($standing, $order);
    } catch (PDOException $error) {
        if ($error->getCode() !== '23000') throw $error;
        // A twin of this request was quicker, or another change: that of an earlier owner cannot be shown.
        if ($isAgain) throw new Refusal(409, 'conflict', 'The plan is being changed from elsewhere. Try again in a moment.');
        return startOrder(freshStanding($standing), $input, true);
    }
    if ($id === null) {
        // A twin of this request may have taken the quote, and is found by its key now.
        if (!$isAgain) return startOrder(freshStanding($standing), $input, true);
        $new = keepQuote($standing, packageOnOffer($standing, $input['intent']['packageId']));
        throw new Refusal(409, 'quote_outdated', 'The offer has changed. Look at the new one.', $new);
    }
    return changeOf(carryOut(orderOf($id), $standing));
}

/** The quote that was shown becomes the order; null where it does not hold any more. */
function takeQuote(array $standing, array $input, array $order): ?string
{
    $to = packageOnOffer($standing, $input['intent']['packageId']);
    choiceOf($standing['subscription'], $to);
    $shown = $input['quote'] ?? ['id' => '', 'amountMinor' => 0];
    $isTaken = write(
        "UPDATE orders SET state = 'applying', intent = ?, idempotency_key = ?, body_hash = ?, started_at = ?, sent_at = ?
         WHERE state = 'quoted' AND id = ? AND target = ? AND customer_id = ? AND website_id = ? AND due_minor = ?
           AND fingerprint = ? AND made_at >= ?",
        [
            ...array_values($order), $shown['id'], $standing['target'], $standing['customerId'], $standing['websiteId'],
            $shown['amountMinor'], fingerprintOf($standing['subscription'], $to), time() - QUOTE_SECONDS,
        ],
    );
    return $isTaken === 1 ? $shown['id'] : null;
}

function addOrder(array $standing, array $order): string
{
    $id = newId();
    write(
        "INSERT INTO orders (id, state, target, customer_id, website_id, intent, idempotency_key, body_hash, started_at, sent_at, made_at)
         VALUES (?, 'applying', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [$id, $standing['target'], $standing['customerId'], $standing['websiteId'], ...array_values($order), time()],
    );
    return $id;
}

/** True for a wish that is fulfilled. @throws Refusal for one that the plan as it stands does not allow */
function standsAlready(array $subscription, array $intent): bool
{
    $status = $subscription['status'];
    $planned = $subscription['planned'] ?? null;
    if ($intent['kind'] === 'choose') {
        return $status === 'active' && in_array($intent['packageId'], [$subscription['plan']['packageId'], $planned['packageId'] ?? null], true);
    }
    if (!in_array($status, ['active', 'ending'], true)) throw notAllowed('There is no running plan.');
    return match ($intent['kind']) {
        'cancel' => $status !== 'active',
        'resume' => $status === 'active',
        'keep' => $status === 'active' ? $planned === null : throw notAllowed('Auto-renewal is off: turn it on first.'),
    };
}

function nothingToDo(array $intent): array
{
    $now = instant('now');
    return ['state' => 'applied', 'id' => newId(), 'intent' => $intent, 'due' => null, 'startedAt' => $now, 'endedAt' => $now];
}

/** Calls 3AS, once: the order was written down before, so it is not sent again, whatever happens to this process. */
function carryOut(array $order, array $standing): array
{
    $intent = json_decode($order['intent'], true);
    $quote = json_decode($order['quote'] ?? 'null', true);
    $kind = $intent['kind'] === 'choose' ? $quote['kind'] : $intent['kind'];
    try {
        match ($kind) {
            'start', 'restart', 'upgrade' =>
                send($standing, 'upgrade', ['packageId' => $intent['packageId'], 'trial' => false, 'proRate' => true]),
            'downgrade' => send($standing, 'downgrade', ['packageId' => $intent['packageId']]),
            'cancel', 'resume' => send($standing, $kind),
            // The platform has no call that drops a planned downgrade.
            'keep' => [send($standing, 'cancel'), send($standing, 'resume')],
        };
        return ended($order, 'applied');
    } catch (PlatformFailure $failure) {
        $isRefused = $failure->status >= 400 && $failure->status < 500;
        if ($isRefused) return ended($order, 'refused', 'platform_refused');
        // It may have taken effect all the same. Reading tells, now or when the page asks again.
        return settle($order, $standing);
    }
}

function send(array $standing, string $action, array $more = []): void
{
    $isPool = str_starts_with($standing['target'], 'customer:');
    $whose = $isPool ? ['intpcId' => $standing['customerId']] : ['intpWebsiteId' => $standing['websiteId']];
    call('POST', '/v3/3as/' . ($isPool ? 'intpc' : 'website') . "-subscriptions/$action", $whose + $more);
}

/** Looks at the platform for what became of an order whose call was not answered. */
function settle(array $order, array $standing): array
{
    if ($order['state'] !== 'applying') return $order;
    ['subscription' => $now] = freshStanding($standing);
    $intent = json_decode($order['intent'], true);
    $packageId = $intent['packageId'] ?? null;
    $isThere = match ($intent['kind']) {
        'choose' => in_array($packageId, [$now['plan']['packageId'] ?? null, $now['planned']['packageId'] ?? null], true)
            && $now['status'] === 'active',
        'cancel' => $now['status'] === 'ending',
        'resume' => $now['status'] === 'active',
        'keep' => $now['status'] === 'active' && $now['planned'] === null,
    };
    if ($isThere) return ended($order, 'applied');
    if (time() <= $order['sent_at'] + GRACE_SECONDS) return $order;
    return ended($order, 'refused', 'not_carried_out');
}

/** Writes down an end, once. Quotes that were made before it hold no longer. */
function ended(array $order, string $state, ?string $reason = null): array
{
    db()->beginTransaction();
    write(
        "UPDATE orders SET state = ?, reason = ?, ended_at = ? WHERE id = ? AND state = 'applying'",
        [$state, $reason, instant('now'), $order['id']],
    );
    write("DELETE FROM orders WHERE state = 'quoted' AND target = ?", [$order['target']]);
    db()->commit();
    return orderOf($order['id']);
}

function orderOf(string $id): array
{
    return rows('SELECT * FROM orders WHERE id = ?', [$id])[0];
}

/** The order that this customer has under way; null where there is none. */
function openOrder(array $standing): ?array
{
    $open = rows(
        "SELECT * FROM orders WHERE target = ? AND customer_id = ? AND state = 'applying'",
        [$standing['target'], $standing['customerId']],
    )[0] ?? null;
    $open = $open === null ? null : settle($open, $standing);
    return $open !== null && $open['state'] === 'applying' ? $open : null;
}

function findOrder(array $standing, string $changeId): array
{
    $order = rows(
        "SELECT * FROM orders WHERE id = ? AND target = ? AND customer_id = ? AND state <> 'quoted'",
        [$changeId, $standing['target'], $standing['customerId']],
    )[0] ?? throw new Refusal(404, 'not_found', 'There is no such change.');
    return settle($order, $standing);
}

/** An order as the page sees it: each state has its own fields. */
function changeOf(array $order): array
{
    $due = (int) $order['due_minor'];
    $change = [
        'state' => $order['state'],
        'id' => $order['id'],
        'intent' => json_decode($order['intent'], true),
        'due' => $due > 0 ? ['amountMinor' => $due, 'currency' => $order['currency']] : null,
        'startedAt' => $order['started_at'],
    ];
    return $change + match ($order['state']) {
        // It goes on an invoice, after it was delivered.
        'applying' => ['collection' => 'not_needed'],
        'applied' => ['endedAt' => $order['ended_at']],
        'refused' => ['endedAt' => $order['ended_at'], 'reason' => $order['reason']],
    };
}
