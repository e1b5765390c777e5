/**
 * What would AWS answer? A strict local AWS that the AWS SDK talks to over HTTP: a server, the wire
 * protocols, one file a service, faults on demand and a journal of every call.
 */
@NullMarked
package dev.alarmkeeper.localaws;

import org.jspecify.annotations.NullMarked;
