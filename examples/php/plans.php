<?php
declare(strict_types=1);

// What choosing a package means, and what it costs.

const QUOTE_SECONDS = 600;

function notAllowed(string $message): Refusal
{
    return new Refusal(422, 'refused', $message);
}

/** `start`, `restart`, `upgrade`, `resume` or `downgrade`. @throws Refusal where it cannot be chosen */
function choiceOf(array $subscription, array $to): string
{
    $status = $subscription['status'];
    if ($status === 'none') return 'start';
    if ($status === 'ended') return 'restart';
    $isActive = $status === 'active';
    if ($subscription['plan']['packageId'] === $to['id']) {
        return $isActive ? throw notAllowed('This is the current plan.') : 'resume';
    }
    if (($subscription['planned']['packageId'] ?? null) === $to['id']) throw notAllowed('This plan is planned already.');
    if ($subscription['trial'] !== null && $subscription['trial']['kind'] === 'unlimited') {
        return $to['limit'] === 0 ? throw notAllowed('The trial ends in this package by itself.') : 'start';
    }
    if ($subscription['plan']['limit'] === null) throw notAllowed('The current plan is not known well enough.');
    $order = limitAsNumber($to['limit']) <=> limitAsNumber($subscription['plan']['limit']);
    if ($order > 0) return $subscription['trial'] !== null ? 'start' : 'upgrade';
    if ($order === 0) throw notAllowed('This plan has the same limit as the current one.');
    return $isActive ? 'downgrade' : throw notAllowed('Turn auto-renewal on before choosing a smaller plan.');
}

/** 0 < any number < unlimited. */
function limitAsNumber(int|string $limit): float
{
    return $limit === 'unlimited' ? INF : (float) $limit;
}

/** What a choice costs and brings. The lines add up to what is due; what exceeds the price is left over. */
function quoteFor(string $websiteId, array $subscription, array $usage, array $to): array
{
    $kind = choiceOf($subscription, $to);
    $isNow = $kind !== 'resume' && $kind !== 'downgrade';
    $endsAt = $subscription['endsAt'] ?? null;
    $plan = $subscription['plan'] ?? null;
    $money = fn(int $minor): array => ['amountMinor' => $minor, 'currency' => $to['price']['currency']];
    $price = $to['price']['amountMinor'];
    [$credit, $percent] = $isNow ? creditOf($subscription, $to) : [0, 0];
    $lines = $isNow && $price + $credit > 0 ? [['kind' => 'plan', 'amount' => $to['price']]] : [];
    if ($credit > 0) $lines[] = ['kind' => 'credit', 'amount' => $money(-$credit), 'percent' => $percent];
    $due = $isNow ? max(0, $price - $credit) : 0;
    $ends = [];
    if ($isNow && ($subscription['trial'] ?? null)) $ends[] = 'trial';
    if ($kind !== 'resume' && ($subscription['planned'] ?? null)) $ends[] = 'planned_switch';
    $isRunning = isset($subscription['trial']) === false && $endsAt !== null;
    if ($isNow && $isRunning && $credit === 0 && ($plan['price']['amountMinor'] ?? 0) > 0) $ends[] = 'paid_period';
    $used = $usage['used'] ?? 0;
    $nextAt = $isNow ? instant(nextPeriod($to['interval'])) : $endsAt;
    return [
        'id' => newId(),
        'websiteId' => $websiteId,
        'kind' => $kind,
        'from' => $plan,
        'to' => $to,
        'effectiveAt' => $kind === 'downgrade' ? $endsAt : 'now',
        'lines' => $lines,
        'dueToday' => $due > 0 ? ['kind' => 'invoiced', 'amount' => $money($due)] : ['kind' => 'nothing'],
        'leftOver' => $credit > $price ? ['amount' => $money($credit - $price), 'fate' => 'carried'] : null,
        'balanceLeft' => null,
        'nextCharge' => $price > 0 && $nextAt !== null ? ['amount' => $to['price'], 'at' => $nextAt] : null,
        'ends' => $ends,
        'resetsUsage' => $isNow,
        'turnsRenewalOn' => $subscription['status'] === 'ending',
        'usageAboveLimit' => $kind === 'downgrade' && $used > limitAsNumber($to['limit']) ? $used : null,
        'taxNote' => null,
        'expiresInSeconds' => QUOTE_SECONDS,
    ];
}

function amountOf(array $quote): int
{
    return $quote['dueToday']['amount']['amountMinor'] ?? 0;
}

/** The unused share of what was agreed for the running period, and how many per cent that is. */
function creditOf(array $subscription, array $to): array
{
    $paid = $subscription['plan']['price'] ?? null;
    $endsAt = $subscription['endsAt'] ?? null;
    if ($paid === null || $endsAt === null || $subscription['trial'] !== null) return [0, 0];
    if ($paid['currency'] !== $to['price']['currency']) return [0, 0];
    $end = strtotime($endsAt);
    $start = strtotime($subscription['plan']['interval'] === 'yearly' ? '-1 year' : '-1 month', $end);
    $share = max(0, min(1, ($end - time()) / ($end - $start)));
    return [(int) round($paid['amountMinor'] * $share), (int) round(100 * $share)];
}

/** One interval from now. A day that the month does not have becomes its last one, as the platform counts. */
function nextPeriod(string $interval): string
{
    $now = new DateTimeImmutable('now', new DateTimeZone('UTC'));
    $months = $interval === 'yearly' ? 12 : 1;
    $first = $now->modify('first day of this month')->modify("+$months months");
    $day = min((int) $now->format('j'), (int) $first->format('t'));
    return $first->setDate((int) $first->format('Y'), (int) $first->format('n'), $day)->format(DATE_RFC3339_EXTENDED);
}

/** What a quote hangs on: another plan, another end or another price makes it void. */
function fingerprintOf(array $subscription, array $to): string
{
    return hash('sha256', json_encode([$subscription, $to]));
}

function newId(): string
{
    return bin2hex(random_bytes(16));
}
