/**
 * A stand-in relay: real HTTP, drawn pictures, scripted misbehaviour and a ledger of what
 * a relay would have charged.
 *
 * <h2>Paths</h2>
 * <ul>
 * <li>{@code POST /v1/images/generations} and {@code /v1/images/edits}, JSON or form,
 * also as a task with {@code ?async=true}; {@code GET /v1/images/tasks/{id}}</li>
 * <li>{@code GET /v1/models}, {@code /v1/models/{id}}, {@code /api/status},
 * {@code /v1/dashboard/billing/subscription} and {@code /usage}</li>
 * <li>{@code POST /v1/chat/completions}</li>
 * <li>{@code POST /v1beta/models/{model}:generateContent} and
 * {@code :streamGenerateContent}, {@code GET /v1beta/models}</li>
 * <li>{@code GET /files/{name}}, the pictures behind result URLs, without a key</li>
 * </ul>
 * Every other path outside of {@code /v1} and {@code /api} answers the web console's
 * HTML.
 *
 * <h2>Admin API</h2> Below {@code /_simulator/}, without a key:
 * <ul>
 * <li>{@code GET ledger}: {@code charges}, {@code cost}, {@code picturesDelivered} and
 * {@code entries}</li>
 * <li>{@code GET requests}: what arrived, with headers and small JSON bodies</li>
 * <li>{@code GET behaviours}, {@code DELETE behaviours}: what goes wrong at present</li>
 * <li>{@code POST behaviours}: let something go wrong. {@code what} names a factory
 * method of {@link io.github.nanobanana.relay.simulator.Misbehaviour}; its arguments are
 * {@code status}, {@code code}, {@code message}, {@code bytes}, {@code count},
 * {@code every}, {@code retryAfter} and {@code date}, {@code for}, {@code shape},
 * {@code reason}, {@code contentType} and {@code body}; conditions are {@code always},
 * {@code times}, {@code probability} and {@code seed}, {@code delay}, {@code path},
 * {@code model}, {@code key} and {@code charged}. Durations are milliseconds.</li>
 * <li>{@code POST reset}: forget behaviours, requests, tasks and the ledger</li>
 * </ul>
 */
@NullMarked
package io.github.nanobanana.relay.simulator;

import org.jspecify.annotations.NullMarked;
