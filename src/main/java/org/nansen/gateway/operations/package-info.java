/**
 * Windows onto the ledger for people and machines that watch: the API, health, metrics, the house's errors, the check of
 * bespoke routes. Never a door past the ledger. Knows every room; no room knows it.
 */
@NullMarked
package org.nansen.gateway.operations;

import org.jspecify.annotations.NullMarked;
