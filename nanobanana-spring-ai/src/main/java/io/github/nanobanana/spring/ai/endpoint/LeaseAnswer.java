package io.github.nanobanana.spring.ai.endpoint;

/**
 * The pool's answer to a {@link LeaseRequest}: a {@link Lease}, or {@link NoLease} with
 * the reasons.
 */
public sealed interface LeaseAnswer permits Lease, NoLease {

}
