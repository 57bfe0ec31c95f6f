/** `raya-vm/browser`: the same as `raya-vm`, bundled into one file for `<script type="module">`. */
export * from './index';
