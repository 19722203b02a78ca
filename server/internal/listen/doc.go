// Package listen binds the addresses of a site, and says where they can be reached.
package listen
