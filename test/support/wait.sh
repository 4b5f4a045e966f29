#!/bin/sh
# Stands for a server that runs already, until it is ended.
exec sleep 86400
