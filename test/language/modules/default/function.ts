export default function () {
  return 'from default function';
}
