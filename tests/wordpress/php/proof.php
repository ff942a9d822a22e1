<?php
// What the tests need of the site: a shortcode that says when it ran, and, by the request's X-Proof header, a site that
// is set up otherwise: plain addresses, no bin, a theme of blocks, Authorization dropped on the way as some hosts do.
add_shortcode('proof', fn () => 'THE SHORTCODE RAN');
function proof_asks(string $for): bool
{
    return in_array($for, explode(' ', $_SERVER['HTTP_X_PROOF'] ?? ''), true);
}
if (proof_asks('plain')) {
    add_filter('pre_option_permalink_structure', '__return_empty_string');
}
if (proof_asks('no-bin')) {
    add_filter('rest_post_trashable', '__return_false');
}
if (proof_asks('blocks')) {
    add_filter('pre_option_template', fn () => 'blocks');
    add_filter('pre_option_stylesheet', fn () => 'blocks');
}
if (proof_asks('no-authorization')) {
    unset($_SERVER['PHP_AUTH_USER'], $_SERVER['PHP_AUTH_PW'], $_SERVER['HTTP_AUTHORIZATION']);
}
