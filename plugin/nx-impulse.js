#!/usr/bin/env node
require('./dist/plugin/cli.js');
