/**
 * How files that people write are read: the gateway's home folder, YAML with file, line and reason for whatever is
 * wrong, environment variables, secrets as files. Knows only the record room.
 */
@NullMarked
package org.nansen.gateway.settings;

import org.jspecify.annotations.NullMarked;
