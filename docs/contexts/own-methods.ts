declare const methods: import('react-3as').AdapterMethods
