/** Does template.yaml keep its promises? It is read, resolved and matched here, without Python. */
@NullMarked
package dev.alarmkeeper.template;

import org.jspecify.annotations.NullMarked;
